"""One file a network. What `diffusers` has is taken from there; the rest is written here, parameters named as published."""
