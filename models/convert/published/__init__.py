"""Published files: where they lie, what they hold, whether it is what it must be."""
