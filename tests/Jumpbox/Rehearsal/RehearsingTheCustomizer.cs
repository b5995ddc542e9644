using Jumpbox.Rehearsal;

namespace Jumpbox.Tests.Rehearsal;

public sealed class RehearsingTheCustomizer : IDisposable
{
    private readonly RehearsalLab _lab = new();

    [Fact]
    public async Task The_seven_tools_and_an_optional_one_are_installed_and_validated()
    {
        RehearsalResult result = await _lab.RunAsync();

        Assert.True(result.Failed is null, _lab.Log());
        Assert.Equal(
            _lab.Request.Plan.Customize.Concat(_lab.Request.Plan.Validate).Select(step => step.Name),
            result.Steps.Select(step => step.Name)
        );
        Assert.Empty(result.Findings);
        Assert.Superset(
            new HashSet<string>
            {
                "/usr/bin/az",
                "/usr/local/bin/kubectl",
                "/usr/local/bin/k",
                "/usr/local/bin/kubelogin",
                "/usr/local/bin/helm",
                "/usr/local/bin/azwi",
                "/usr/local/bin/osm",
                "/usr/local/bin/terraform",
                "/usr/local/bin/yq",
                "/usr/share/bash-completion/completions/kubectl",
                "/etc/jumpbox-release",
            },
            result.Changes.Where(change => change.Kind is "file" or "link").Select(change => change.Path).ToHashSet()
        );
        Assert.Equal(
            [
                "dl.k8s.io:443",
                "get.helm.sh:443",
                "github.com:443",
                "packages.microsoft.com:443",
                "releases.hashicorp.com:443",
            ],
            result.Reached
        );
        Assert.Equal(_lab.Request.Egress.Except(result.Reached).Order(StringComparer.Ordinal), result.NotAsked);
        Assert.Contains("snapshot.ubuntu.com:443", result.NotAsked);
        // The mirror has no archive, so nothing is of a snapshot.
        Assert.Contains(" APT_SNAPSHOT=\"\"\n", _lab.Log(), StringComparison.Ordinal);
        Assert.Contains(
            result.Packages,
            package => package.StartsWith("azure-cli\t2.91.0-1~noble\t", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Nothing_of_the_sandbox_itself_stays_in_the_root_file_system()
    {
        RehearsalResult result = await _lab.RunAsync();

        Assert.DoesNotContain(
            result.Changes,
            change =>
                change.Path is "/etc/hosts" or "/etc/resolv.conf" or "/etc/ssl/certs/ca-certificates.crt"
                || change.Path.StartsWith("/run", StringComparison.Ordinal)
                || change.Path.StartsWith("/tmp/", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_steps_run_twice_on_the_same_root_file_system()
    {
        RehearsalRequest request = _lab.Request;
        Jumpbox.Customizer.CustomizerPlan plan = request.Plan;

        RehearsalResult result = await _lab.RunAsync(
            request with
            {
                Plan = plan with { Customize = [.. plan.Customize, .. plan.Customize] },
            }
        );

        Assert.True(result.Failed is null, _lab.Log());
    }

    [Fact]
    public async Task A_step_runs_as_Packer_runs_it()
    {
        RehearsalResult result = await _lab.RunAsync(
            _lab.With(
                "wait-for-cloud-init",
                "echo \"user $(id -un), home $HOME, in $PWD, shell $(readlink /proc/$$/exe), file $0, builder $PACKER_BUILDER_TYPE\"",
                "echo \"sudo $(sudo -n id -u)\"",
                "false",
                "echo not reached"
            )
        );

        string log = _lab.Log();
        Assert.Equal(new RehearsedStep("customize", "of-the-test", result.Failed!.Seconds, 1), result.Failed);
        Assert.Matches(
            "azure-arm: user packer, home /home/packer, in /home/packer, shell /usr/bin/dash, file /tmp/script_[0-9]+.sh, builder azure-arm\n",
            log
        );
        Assert.Contains("azure-arm: sudo 0\n", log, StringComparison.Ordinal);
        Assert.DoesNotContain("not reached", log, StringComparison.Ordinal);
        Assert.EndsWith(
            "PACKER OUT ==> Builds finished but no artifacts were created.\n",
            log,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_root_file_system_is_kept_when_asked_for()
    {
        RehearsalRequest request = _lab.Request;
        RehearsalResult result = await _lab.RunAsync(
            request with
            {
                Keep = true,
                Plan = request.Plan with { Customize = [request.Plan.Customize[0]], Validate = [] },
            }
        );

        Assert.Null(result.Failed);
        (int code, string listing) = await Customizer.Shell.RunAsync(
            "tar",
            "-tf",
            Path.Combine(_lab.Output, "root.tar"),
            "./etc/os-release",
            "./usr/bin/curl"
        );
        Assert.True(code == 0, listing);
    }

    [Fact]
    public async Task What_a_failed_step_leaves_is_kept_and_its_result_is_written_before_that_may_fail_too()
    {
        RehearsalRequest request = _lab.Request with
        {
            Keep = true,
            Plan = new([new("of-the-test", ["echo left >/tmp/left", "exit 3"])], []),
        };
        string kept = Path.Combine(_lab.Output, "root.tar");

        RehearsalResult result = await _lab.RunAsync(request);

        Assert.Equal(3, result.Failed?.ExitCode);
        (int code, string listing) = await Customizer.Shell.RunAsync("tar", "-tf", kept, "./tmp/left");
        Assert.True(code == 0, listing);

        File.Delete(kept);
        File.Delete(Path.Combine(_lab.Output, "rehearsal.json"));
        // A folder in its place: nothing can be kept.
        _ = await Assert.ThrowsAnyAsync<Exception>(() => _lab.RunAsync(request, _ => Directory.CreateDirectory(kept)));
        Assert.Contains(
            "\"exitCode\": 3",
            await File.ReadAllTextAsync(
                Path.Combine(_lab.Output, "rehearsal.json"),
                TestContext.Current.CancellationToken
            ),
            StringComparison.Ordinal
        );
    }

    public void Dispose() => _lab.Dispose();
}
