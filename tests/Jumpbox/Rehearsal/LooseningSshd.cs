using Jumpbox.Customizer;
using Jumpbox.Rehearsal;

namespace Jumpbox.Tests.Rehearsal;

/// <summary>sshd as it answers for everyone: each Match block, included file and option that loosens it, in one sandbox.</summary>
public sealed class LooseningSshd : IDisposable
{
    private const string Main = "/etc/ssh/sshd_config";
    private readonly RehearsalLab _lab = new();

    private static readonly (string Name, string[] Commands, string Told)[] Cases =
    [
        (
            "address",
            [Add(Main, "Match Address 10.0.0.0/8", "  PasswordAuthentication yes")],
            "sshd has 'passwordauthentication yes' for Match Address 10.0.0.0/8"
        ),
        (
            "group",
            [Add(Main, "match group admins,wheel", "\\tPermitRootLogin=\"prohibit-password\"")],
            "sshd has 'permitrootlogin without-password' for Match group admins,wheel"
        ),
        (
            "negated",
            [Add(Main, "Match User *,!nobody Host *.corp", "  MaxAuthTries 60")],
            "sshd has 'maxauthtries 60' for Match User *,!nobody Host *.corp"
        ),
        (
            "drop-in",
            [Add("/etc/ssh/sshd_config.d/99-x.conf", "Match LocalPort 2222", "KbdInteractiveAuthentication yes")],
            "/etc/ssh/sshd_config.d/99-x.conf, line 2: sshd has 'kbdinteractiveauthentication yes'"
        ),
        (
            "included",
            [
                "mkdir -p /etc/ssh/more",
                Add("/etc/ssh/more/a.conf", "# a comment", "Match RDomain x", "  X11Forwarding yes"),
                Add(Main, "Match User entra", "  Include more/*.conf"),
            ],
            "/etc/ssh/more/a.conf, line 3: sshd has 'x11forwarding yes' for Match RDomain x"
        ),
        ("option", ["echo 'SSHD_OPTS=\"-o PermitRootLogin=yes\"' >>/etc/default/ssh"], "/etc/default/ssh, line "),
        ("unknown", [Add(Main, "Match Moon full", "  X11Forwarding no")], "sshd does not accept its configuration"),
    ];

    [Fact]
    public async Task Each_way_to_loosen_it_is_told_with_its_place_and_stricter_blocks_are_not()
    {
        string[] strict =
        [
            Add(
                Main,
                "Match User *@*,????????-????-????-????-????????????",
                "  AuthenticationMethods publickey",
                "  PubkeyAuthentication yes",
                "  AuthorizedKeysCommand /usr/sbin/aad_certhandler %u %k",
                "  AuthorizedKeysCommandUser root",
                "Match Address 192.0.2.0/24",
                "  MaxAuthTries 2"
            ),
        ];
        string[] script = [.. Check("strict", strict), .. Cases.SelectMany(one => Check(one.Name, one.Commands))];

        string log = await RunAsync(script);

        Assert.Contains("sshd: 2 Match blocks and everyone else", Part(log, "strict"), StringComparison.Ordinal);
        Assert.DoesNotContain("FAILED", Part(log, "strict"), StringComparison.Ordinal);
        Assert.All(Cases, one => Assert.Contains(one.Told, Part(log, one.Name), StringComparison.Ordinal));
    }

    public void Dispose() => _lab.Dispose();

    private async Task<string> RunAsync(string[] script)
    {
        CustomizerPlan plan = _lab.Request.Plan;
        string[] inline =
        [
            "cat >/tmp/check <<'END_OF_CHECK'",
            .. plan.Validate.Single(step => step.Name == "sshd-effective").Inline,
            "END_OF_CHECK",
            "cat >/tmp/loosening <<'END_OF_LOOSENING'",
            "set +e",
            .. script,
            "END_OF_LOOSENING",
            "sudo -n sh /tmp/loosening 2>&1 || :",
        ];
        RehearsalResult result = await _lab.RunAsync(
            _lab.Request with
            {
                Plan = plan with
                {
                    Customize =
                    [
                        .. plan.Customize.Where(step => step.Name == "harden-sshd"),
                        new CustomizerStep("of-the-test", inline),
                    ],
                    Validate = [],
                },
            }
        );
        Assert.True(result.Failed is null, _lab.Log());
        return _lab.Log();
    }

    // Each case has the files as the step left them.
    private static string[] Check(string name, string[] commands) =>
        [
            $"echo 'case {name}.'",
            "tar -cf /run/lock/ssh.tar /etc/ssh /etc/default/ssh 2>/dev/null",
            .. commands,
            "sh -e /tmp/check 2>&1",
            "rm -rf /etc/ssh; tar -xf /run/lock/ssh.tar -C /",
        ];

    private static string Add(string file, params string[] lines) =>
        $"printf '{string.Join("\\n", lines).Replace("%", "%%", StringComparison.Ordinal)}\\n' >>{file}";

    private static string Part(string log, string name)
    {
        int start = log.IndexOf($"case {name}.", StringComparison.Ordinal);
        Assert.True(start >= 0, log);
        int end = log.IndexOf("case ", start + 5, StringComparison.Ordinal);
        return end < 0 ? log[start..] : log[start..end];
    }
}
