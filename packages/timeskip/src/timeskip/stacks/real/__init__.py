"""The real stack: worker, broker, web and mail processes of their own, all on the story's clock. Experimental."""
