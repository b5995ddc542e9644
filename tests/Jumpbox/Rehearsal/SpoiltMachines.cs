using Jumpbox.Rehearsal;

namespace Jumpbox.Tests.Rehearsal;

/// <summary>What is wrong on the build machine is found by the step whose business it is.</summary>
public sealed class SpoiltMachines : IDisposable
{
    private readonly RehearsalLab _lab = new();

    [Theory]
    [InlineData("/var/lib/dpkg/lock-frontend", "install-packages")]
    [InlineData("/var/lib/apt/lists/lock", "download-tools")]
    public async Task Another_process_that_holds_a_lock_is_named(string file, string step)
    {
        string after = step == "download-tools" ? "wait-for-cloud-init" : "upgrade-packages";
        RehearsalResult result = await _lab.RunAsync(
            _lab.With(
                after,
                "cat >/tmp/holder.pl <<'END'",
                "use Fcntl qw(:DEFAULT F_SETLK F_WRLCK SEEK_SET);",
                "open(my $lock, '+>', $ARGV[0]) or die;",
                "my $how = pack('s s x4 l! l! i', F_WRLCK, SEEK_SET, 0, 0, 0);",
                "fcntl($lock, F_SETLK, $how) or die;",
                "open(my $held, '>', '/tmp/held');",
                "sleep 1000;",
                "END",
                $"sudo -n perl /tmp/holder.pl {file} >/dev/null 2>&1 </dev/null &",
                "for try in $(seq 50); do [ -e /tmp/held ] || sleep 0.1; done; test -e /tmp/held"
            )
        );

        _lab.Stopped(result, step, $"{file} is held by process", "find out what else installs packages at boot");
        Assert.Contains("holder.pl", _lab.Log(), StringComparison.Ordinal);
        RehearsalLab.InstalledNothing(result);
    }

    [Fact]
    public async Task An_installation_that_hangs_is_ended_and_told_with_its_limit()
    {
        _lab.Limits = _lab.Limits with { AptSeconds = 4 };
        RehearsalResult result = await _lab.RunAsync(
            _lab.With(
                "upgrade-packages",
                "echo 'DPkg::Pre-Invoke {\"sleep 1000\";};' | sudo -n tee /etc/apt/apt.conf.d/99hang >/dev/null"
            )
        );

        _lab.Stopped(
            result,
            "install-packages",
            "installing azure-cli=2.91.0-1~noble failed: apt was ended after 4 seconds",
            "see apt's own lines above"
        );
        RehearsalLab.InstalledNothing(result);
    }

    [Fact]
    public async Task A_tool_that_says_another_version_than_the_lock_is_not_distributed()
    {
        _lab.Mirror.Put("kubectl", SyntheticProgram.Script("Client Version: v1.37.10"));

        RehearsalResult result = await _lab.RunAsync();

        _lab.Stopped(
            result,
            "tool-versions",
            "kubectl: the lock says 1.37.1, the tool says: Client Version: v1.37.10",
            "something else put"
        );
    }

    [Fact]
    public async Task A_setting_of_sshd_that_is_not_in_force_is_not_distributed()
    {
        RehearsalResult result = await _lab.RunAsync(
            _lab.With("harden-sshd", "sudo sed -i '1i PasswordAuthentication yes' /etc/ssh/sshd_config")
        );

        _lab.Stopped(
            result,
            "sshd-effective",
            "/etc/ssh/sshd_config, line 1: sshd has 'passwordauthentication yes' for everyone",
            "remove the line"
        );
    }

    [Fact]
    public async Task A_configuration_that_sshd_refuses_is_told_and_not_left()
    {
        RehearsalResult result = await _lab.RunAsync(
            _lab.With("download-tools", "echo 'NoSuchKeyword yes' | sudo tee -a /etc/ssh/sshd_config >/dev/null")
        );

        _lab.Stopped(result, "harden-sshd", "sshd refuses its configuration", "look at /etc/ssh/sshd_config");
        Assert.DoesNotContain(
            result.Changes,
            change => change.Path.EndsWith("00-jumpbox.conf", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task An_image_that_carries_the_build_machine_is_not_distributed()
    {
        RehearsalRequest request = _lab.Request;
        RehearsalResult result = await _lab.RunAsync(
            request with
            {
                Plan = request.Plan with { Customize = [.. request.Plan.Customize.SkipLast(1)] },
            }
        );

        _lab.Stopped(result, "hygiene", "_key is left over (ssh)", "the step hygiene must come last");
        string log = _lab.Log();
        Assert.Contains("/etc/machine-id is left over (identity)", log, StringComparison.Ordinal);
        Assert.Contains("/var/tmp/jumpbox/verified is left over (temporary)", log, StringComparison.Ordinal);
        Assert.Contains(
            "/usr/sbin/policy-rc.d is left over (package): it keeps services from starting",
            log,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(
        "sudo -n install -m 755 /bin/true /usr/local/sbin/kubectl",
        "kubectl 1.37.1 is installed as /usr/local/bin/kubectl, but PATH finds /usr/local/sbin/kubectl first",
        "remove the other one"
    )]
    [InlineData(
        "sudo -n mkdir -p /usr/local/bin/helm",
        "cannot be installed: /usr/local/bin/helm is a directory",
        "find out what created it"
    )]
    [InlineData(
        "sudo -n mkdir -p /usr/local/bin/k",
        "k cannot be installed: /usr/local/bin/k is a directory",
        "find out what created it"
    )]
    [InlineData(
        "sudo -n install -D -m 755 /bin/true /usr/local/bin/k",
        "k, another name of /usr/local/bin/kubectl, cannot be created: /usr/local/bin/k is another file",
        "remove it in the base image"
    )]
    public async Task What_stands_in_the_way_of_a_tool_is_told_and_stays(string command, string why, string cure)
    {
        RehearsalResult result = await _lab.RunAsync(_lab.With("harden-sshd", command));

        _lab.Stopped(result, "install-tools", why, cure);
        Assert.Contains(
            result.Changes,
            change => command.EndsWith(change.Path, StringComparison.Ordinal) && change.Kind is "file" or "folder"
        );
    }

    [Fact]
    public async Task A_list_that_the_repository_shares_with_others_is_told_and_stays()
    {
        const string List = "/etc/apt/sources.list.d/corp.list";
        RehearsalResult result = await _lab.RunAsync(
            _lab.With(
                "wait-for-cloud-init",
                $"printf 'deb [arch=amd64] https://packages.microsoft.com/repos/azure-cli/ noble main\ndeb https://corp.example/apt x main\n' | sudo -n tee {List}"
            )
        );

        _lab.Stopped(
            result,
            "download-tools",
            $"{List} names the repository of azure-cli, https://packages.microsoft.com/repos/azure-cli, beside others: https://corp.example/apt",
            "give azure-cli a list of its own"
        );
        Assert.Contains(result.Changes, change => change.Path == List && change.Kind == "file");
    }

    [Fact]
    public async Task A_repository_key_with_another_fingerprint_is_not_trusted()
    {
        string key = Path.Combine(_lab.Mirror.Folder, "packages.microsoft.com/keys/microsoft.asc");
        File.WriteAllBytes(key, new Tools.TestKey(DateTimeOffset.UtcNow, stranger: true).Armoured);

        RehearsalResult result = await _lab.RunAsync();

        _lab.Stopped(result, "download-tools", "has the fingerprint '", "do not trust it");
    }

    public void Dispose() => _lab.Dispose();
}
