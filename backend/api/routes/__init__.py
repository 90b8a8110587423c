"""The resources, in four packages. Each gives one router, whose body limits it sets itself."""
