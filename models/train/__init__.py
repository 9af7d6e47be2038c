"""Training of the pocket pack: data, networks, export and evaluation."""
