"""What a room keeps: records in three spaces, and the views, forms and filters built on them."""
