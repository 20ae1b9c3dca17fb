"""QTI: Canvas, Blackboard, text2qti and many others.

- `reader.py`: packages and files. `qti1.py`: questions of 1.2; `qti2.py`: of 2.1, 2.2 and 3.0,
  `qti2_response.py`: what is right in them
- `scoring.py`: what their conditions score. `tree.py`: their elements, by one way of naming
"""
