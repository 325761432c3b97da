"""Reception: visitors who come in, wait, are greeted, seen and leave."""
