"""What `evaluate` measures, part by part; all material is on the evaluation side of splits.json."""
