"""What is measured, on what, and how: `make bench`, or `.venv/bin/python -m benchmarks`. No part of the program."""
