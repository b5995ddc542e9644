using Jumpbox.Customizer;
using Jumpbox.Rehearsal;

namespace Jumpbox.Tests.Rehearsal;

/// <summary>Settings by which nobody reaches the machine any more, found in a real root file system before there is one.</summary>
public sealed class ShuttingOut : IDisposable
{
    private readonly RehearsalLab _lab = new();

    [Fact]
    public async Task Each_of_them_is_told_with_its_place_and_the_rehearsal_fails()
    {
        (string Plant, string Told)[] kinds =
        [
            (
                "mkdir -p /etc/modprobe.d; echo 'install udf /bin/false' >/etc/modprobe.d/mine.conf",
                "/etc/modprobe.d/mine.conf:1:install udf /bin/false: it shuts out the agent"
            ),
            ("echo 'blacklist vfat' >>/etc/modprobe.d/mine.conf", "/etc/modprobe.d/mine.conf:2:blacklist vfat"),
            (
                "echo 'tmpfs /tmp tmpfs nosuid,noexec 0 0' >/etc/fstab",
                "/etc/fstab:1:tmpfs /tmp tmpfs nosuid,noexec 0 0"
            ),
            ("echo 'UUID=1 /var ext4 noexec,nodev 0 2' >>/etc/fstab", "/etc/fstab:2:UUID=1 /var"),
            (
                "mkdir -p /etc/systemd/system/tmp.mount.d; echo 'Options=mode=1777,noexec' >/etc/systemd/system/tmp.mount.d/x.conf",
                "tmp.mount.d/x.conf:1:Options=mode=1777,noexec"
            ),
            (
                "mkdir -p /etc/ssh/sshd_config.d; echo 'AllowGroups admins' >/etc/ssh/sshd_config.d/99-mine.conf",
                "99-mine.conf:1:AllowGroups admins"
            ),
            ("echo '  UsePAM no' >>/etc/ssh/sshd_config.d/99-mine.conf", "99-mine.conf:2:  UsePAM no"),
            (
                "echo 'AuthenticationMethods publickey,password' >>/etc/ssh/sshd_config.d/99-mine.conf",
                "99-mine.conf:3:AuthenticationMethods"
            ),
            (
                "echo 'Defaults:nobody requiretty' >/etc/sudoers.d/mine",
                "/etc/sudoers.d/mine:1:Defaults:nobody requiretty"
            ),
            ("ln -sf /dev/null /etc/systemd/system/walinuxagent.service", "walinuxagent.service is masked"),
            ("mkdir -p /etc/cloud; touch /etc/cloud/cloud-init.disabled", "/etc/cloud/cloud-init.disabled exists"),
            ("touch /etc/nologin", "/etc/nologin exists"),
        ];

        RehearsalResult result = await RunAsync([.. kinds.Select(kind => kind.Plant)]);

        _lab.Stopped(
            result,
            "access",
            $"{kinds.Length} settings shut out who must reach the machine",
            "see the fix for each one"
        );
        string log = _lab.Log();
        Assert.All(kinds, kind => Assert.Contains(kind.Told, log, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_only_strict_passes()
    {
        RehearsalResult result = await RunAsync(
            "mkdir -p /etc/modprobe.d; echo '# install udf /bin/false' >/etc/modprobe.d/mine.conf; echo 'install udfx /bin/false' >>/etc/modprobe.d/mine.conf",
            "echo 'tmpfs /dev/shm tmpfs noexec 0 0' >/etc/fstab",
            "mkdir -p /etc/ssh/sshd_config.d; printf 'DenyUsers root\\nUsePAM yes\\n#AllowUsers me\\n' >/etc/ssh/sshd_config.d/99-mine.conf",
            "echo 'Defaults use_pty' >/etc/sudoers.d/mine"
        );

        Assert.True(result.Failed is null, _lab.Log());
    }

    public void Dispose() => _lab.Dispose();

    private Task<RehearsalResult> RunAsync(params string[] planted)
    {
        RehearsalRequest request = _lab.Request;
        // Only root may, and the last one would end sudo itself.
        string[] lines = [.. planted.Select(line => $"sudo -n sh -ec {ShellText.Quote(line)}")];
        return _lab.RunAsync(
            request with
            {
                Plan = new CustomizerPlan(
                    [new CustomizerStep("of-the-test", lines)],
                    [.. request.Plan.Validate.Where(step => step.Name == "access")]
                ),
            }
        );
    }
}
