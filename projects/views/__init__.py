"""What is seen of projects."""
