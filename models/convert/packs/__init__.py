"""What goes into a pack: its graphs, what pack.json says."""
