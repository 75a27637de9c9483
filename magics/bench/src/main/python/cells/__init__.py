"""How long cells take, here and in other kernels, as a front end sees it through jupyter_client."""
