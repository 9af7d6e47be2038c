def write_sam(*a): pass
