using Jumpbox.Customizer;
using Jumpbox.Rehearsal;

namespace Jumpbox.Tests.Rehearsal;

/// <summary>Steps and files of the user's own, in a real root file system.</summary>
public sealed class RunningOwnSteps : IDisposable
{
    private readonly RehearsalLab _lab = new();

    [Fact]
    public async Task A_step_and_a_file_are_in_the_image_and_no_left_over()
    {
        RehearsalResult result = await RunAsync(
            [
                Step(
                    "after-install-tools/10-mine",
                    "[ \"$COLOUR\" = 'light blue' ]",
                    "grep -qx 'Jump box of team blue' /etc/motd",
                    "mkdir -p /opt/mine /var/lib/mine",
                    "echo tool >/opt/mine/tool",
                    "echo x >/tmp/scratch",
                    "echo x >/root/.bash_history",
                    // What update-mime-database writes: by which words a file is known for a key, and no key.
                    "mkdir -p /usr/share/mime",
                    "printf 'MIME-Magic\\0\\n[50:application/x-key]\\n>0=\\0\\033%s %s\\n' '-----BEGIN' 'PRIVATE KEY-----' >/usr/share/mime/magic"
                ),
                Step(
                    "before-hygiene/20-perl",
                    "#!/usr/bin/perl",
                    "open(my $f, '>', '/etc/mine.conf') or die; print $f \"x\\n\";"
                ),
            ],
            [
                new OwnFile(
                    "motd",
                    "/etc/update-motd.d/10-mine",
                    "root",
                    "root",
                    "0755",
                    false,
                    "#!/bin/sh\n"u8.ToArray()
                ),
                new OwnFile("bytes", "/opt/my.bin", "root", "root", "0640", false, Bytes()),
            ]
        );

        Assert.True(result.Failed is null, _lab.Log());
        string[] paths = [.. result.Changes.Select(change => change.Path)];
        Assert.Superset(
            new HashSet<string> { "/opt/mine/tool", "/etc/mine.conf", "/etc/update-motd.d/10-mine", "/opt/my.bin" },
            paths.ToHashSet()
        );
        Assert.DoesNotContain("/tmp/scratch", paths);
        Assert.DoesNotContain("/root/.bash_history", paths);
    }

    [Theory]
    [InlineData("exit 7", "steps/after-harden-sshd/10-mine.sh ended with exit code 7", "see its own lines above")]
    [InlineData("read answer", "steps/after-harden-sshd/10-mine.sh ended with exit code 1", "see its own lines above")]
    [InlineData(
        "sleep 1000",
        "steps/after-harden-sshd/10-mine.sh was ended after 2 seconds",
        "find out what it waits for"
    )]
    public async Task A_step_that_fails_wants_input_or_hangs_ends_the_build_with_its_name(
        string line,
        string why,
        string cure
    )
    {
        RehearsalResult result = await RunAsync([Step("after-harden-sshd/10-mine", line)], [], seconds: 2);

        _lab.Stopped(result, "own-10-mine", why, cure);
    }

    [Fact]
    public async Task A_secret_that_a_step_leaves_is_found_although_the_step_is_the_users()
    {
        RehearsalResult result = await RunAsync(
            [Step("after-harden-sshd/10-mine", "printf '%s %s\\n' '-----BEGIN' 'PRIVATE KEY-----' >/opt/deploy")],
            []
        );

        _lab.Stopped(
            result,
            "hygiene",
            "/opt/deploy is left over (secret): it has a private key",
            "remove it in the step"
        );
    }

    public void Dispose() => _lab.Dispose();

    private static byte[] Bytes()
    {
        byte[] bytes = new byte[5000];
        new Random(2).NextBytes(bytes);
        return bytes;
    }

    private static OwnStep Step(string path, params string[] lines)
    {
        string anchor = path.Split('/')[0];
        bool before = anchor.StartsWith("before-", StringComparison.Ordinal);
        return new OwnStep($"steps/{path}.sh", before, anchor[(before ? 7 : 6)..], lines);
    }

    private async Task<RehearsalResult> RunAsync(OwnStep[] steps, OwnFile[] files, int? seconds = null)
    {
        _lab.Settings = _lab.Settings with
        {
            Customizer = _lab.Settings.Customizer with
            {
                Environment = new Dictionary<string, string> { ["COLOUR"] = "light blue" },
                Motd = "Jump box of team blue",
            },
        };
        CustomizerPlan plan = _lab.Plan(_lab.Limits, new OwnContents(steps, files));
        string[] unneeded = ["download-tools", "upgrade-packages", "install-packages", "install-tools"];
        return await _lab.RunAsync(
            _lab.Request with
            {
                Plan = new CustomizerPlan(
                    [
                        .. plan
                            .Customize.Where(step => !unneeded.Contains(step.Name))
                            .Select(step => seconds is null ? step : WithLimit(step, seconds.Value)),
                    ],
                    [.. plan.Validate.Where(step => step.Name is "hygiene" or "sshd-effective")]
                ),
            }
        );
    }

    private static CustomizerStep WithLimit(CustomizerStep step, int seconds) =>
        step with
        {
            Inline = [.. step.Inline.Select(line => line == "OWN_SECONDS='1200'" ? $"OWN_SECONDS='{seconds}'" : line)],
        };
}
