"""The one way mail leaves: a row first, sent by the worker, claimed and retried, its state visible."""
