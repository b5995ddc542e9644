# uses: step
# Prints a part of what run.sh has kept, in base64.
# Data: OUTPUT_FOLDER, RUN_NAME, FROM (counted from 0), SLICE_BYTES.

become_root
head -c "$((FROM + SLICE_BYTES))" "$OUTPUT_FOLDER/$RUN_NAME.gz" | tail -c "+$((FROM + 1))" | base64 -w 0
printf '\n'
