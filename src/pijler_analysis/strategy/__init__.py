"""From evidence to choice: the eleven challenges, what is known of each, and next year's plan."""
