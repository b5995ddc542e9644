# uses: step sshd_blocks sshd
# What sshd does, for everyone: each Match block, each included file and sshd's command line count.
# Data: SSHD_DEMANDS.

become_root
wrong=0
prove_sshd
test "$wrong" -eq 0 || fail "$wrong settings of sshd are not in force" "see the fix for each one above"
