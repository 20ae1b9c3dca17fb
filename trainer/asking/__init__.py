"""What a front asks, and what it shows once the answer is out; the same for every front."""
