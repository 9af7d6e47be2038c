"""What `npm run eval:convert` runs in Python: narrow copies, PyTorch's answers, and the tests."""
