using './comparing-marks.json'
