"""The apps of a drill: the wall, the teacher's cockpit, a student's terminal; and their screens."""
