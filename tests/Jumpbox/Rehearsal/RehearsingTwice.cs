using Jumpbox.Customizer;
using Jumpbox.Rehearsal;
using Jumpbox.Reproducing;

namespace Jumpbox.Tests.Rehearsal;

/// <summary>The same steps in two real root file systems, in other surroundings and at another time.</summary>
public sealed class RehearsingTwice : IDisposable
{
    private readonly RehearsalLab _lab = new();

    [Fact]
    public async Task The_genuine_steps_with_an_upgrade_from_the_archive_build_the_same_tree_in_other_surroundings()
    {
        TwiceResult result = await _lab.TwiceAsync(WithAnUpgrade());

        Assert.True(result.First.Succeeded && result.Second?.Succeeded == true, _lab.Log());
        Assert.Empty(result.Findings.Select(finding => $"{finding}\n{string.Join('\n', finding.Lines)}"));
        Assert.Equal("same", result.Verdict);
        Assert.NotNull(result.First.TreeDigest);
        Assert.True(result.First.Tree!.Entries.Count > 5000, $"{result.First.Tree.Entries.Count} entries");
        Assert.Equal(result.First.TreeDigest, result.Second!.TreeDigest);
        Assert.Contains(" Unpacking upgraded-like (2.0-1) over (1.0-1) ", _lab.Log(), StringComparison.Ordinal);
        Assert.Contains(" Unpacking needed-like (1.0-1) ", _lab.Log(), StringComparison.Ordinal);
        Assert.Contains(
            $" APT_SNAPSHOT=\"{_lab.Mirror.Pins.Lock.AptSnapshot}\"\n",
            _lab.Log(),
            StringComparison.Ordinal
        );
        Assert.Contains($" SOURCE_DATE_EPOCH=\"{result.First.Epoch}\"\n", _lab.Log(), StringComparison.Ordinal);
        // The digest would not show it: what the build wrote has the time of the lock in the image, too.
        HashSet<string> changed =
        [
            .. result.First.Changes.Where(one => one.Kind is "file" or "link").Select(one => one.Path),
        ];
        Assert.Superset(
            new HashSet<string> { "/usr/local/bin/kubectl", "/usr/share/upgraded-like", "/usr/bin/needed-like" },
            changed
        );
        Assert.DoesNotContain("/var/log/upgraded-like.log", changed);
        long began = result.First.Started.ToUnixTimeSeconds();
        Assert.DoesNotContain(
            result.First.Tree.Entries,
            one => changed.Contains(one.Path) && one.Path != "/etc/jumpbox-release" && one.Modified > began
        );
        Assert.Equal(
            result.First.Epoch,
            result.First.Tree.Entries.Single(one => one.Path == "/usr/local/bin/kubectl").Modified
        );
    }

    [Fact]
    public async Task What_a_step_takes_from_its_machine_is_named_with_its_kind()
    {
        TwiceResult result = await _lab.TwiceAsync(
            Only(
                "sudo -n mkdir /opt/t; cd /opt/t",
                "on() { sudo -n sh -c \"$1\"; }",
                "on 'head -c 1000 /dev/urandom >random'",
                "on '{ echo same; date +%F; echo same; } >date'",
                "on 'hostname >name'",
                "on 'echo same >mine; chmod $(hostname | cut -c1 | tr ja 64)00 mine'",
                "on 'echo same >owned; chown $(date +%d) owned'",
                "on 'ln -s $(hostname) link'",
                "on 'echo same >$(hostname)'",
                "on 'echo same >old; touch -d @$((1000000000 + $(date +%d | sed s/^0//))) old'",
                "on 'echo $(date) >secret; chmod 600 secret'",
                "echo same | sudo -n tee same >/dev/null; umask | sudo -n tee umask >/dev/null"
            )
        );

        Assert.Equal("different", result.Verdict);
        Assert.NotEqual(result.First.TreeDigest, result.Second!.TreeDigest);
        Assert.Equal(
            [
                "/opt/t/another-machine missing",
                "/opt/t/date content",
                "/opt/t/jumpbox-rehearsal missing",
                "/opt/t/link target",
                "/opt/t/mine mode",
                "/opt/t/name content",
                "/opt/t/old time",
                "/opt/t/owned owner",
                "/opt/t/random content",
                "/opt/t/secret content",
                "/opt/t/umask content",
            ],
            result.Findings.Select(finding => $"{finding.Path} {finding.Kind}")
        );
        TreeDifference date = result.Findings.Single(finding => finding.Path == "/opt/t/date");
        Assert.Equal(2, date.Lines.Count);
        Assert.Matches("^- 2: 20[0-9-]{8}$", date.Lines[0]);
        Assert.Empty(result.Findings.Single(finding => finding.Path == "/opt/t/secret").Lines);
        Exception refused = Assert.ThrowsAny<Exception>(() => result.RequireSame(_lab.Output));
        Assert.Contains("differ in 11 places", refused.Message, StringComparison.Ordinal);
        Assert.Contains("/opt/t/random: content: 1000 bytes, ", refused.Message, StringComparison.Ordinal);
        string list = await File.ReadAllTextAsync(
            Path.Combine(_lab.Output, "differences.txt"),
            TestContext.Current.CancellationToken
        );
        Assert.Contains("missing\t/opt/t/another-machine\tnone\tfile\n", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_root_that_fails_leaves_it_unknown_and_the_message_names_its_log()
    {
        TwiceResult result = await _lab.TwiceAsync(
            Only("[ $(hostname) = jumpbox-rehearsal ] || { cat /etc/passwd >/dev/full; }")
        );

        Assert.True(result.First.Succeeded);
        Assert.Equal("unknown", result.Verdict);
        string message = Assert.ThrowsAny<Exception>(() => result.RequireSame(_lab.Output)).Message;
        Assert.Contains("failed with exit code 1", message, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(_lab.Output, "second"), message, StringComparison.Ordinal);
        Assert.Contains(
            "No space left on device",
            await File.ReadAllTextAsync(
                Path.Combine(_lab.Output, "second", "customization.log"),
                TestContext.Current.CancellationToken
            ),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_first_root_that_fails_is_not_built_again()
    {
        TwiceResult result = await _lab.TwiceAsync(Only("exit 3"));

        Assert.Null(result.Second);
        Assert.Equal("unknown", result.Verdict);
        Assert.Contains(
            "exit code 3",
            Assert.ThrowsAny<Exception>(() => result.RequireSame(_lab.Output)).Message,
            StringComparison.Ordinal
        );
        Assert.False(Directory.Exists(Path.Combine(_lab.Output, "second")));
    }

    public void Dispose() => _lab.Dispose();

    // The genuine apt and dpkg upgrade a package to one with a dependency, from an archive in the mirror folder. Its script writes what
    // scripts of packages write: a log, a cache, and what it makes from SOURCE_DATE_EPOCH.
    private RehearsalRequest WithAnUpgrade()
    {
        SyntheticArchive archive = new();
        _ = archive.Add("needed-like");
        _ = archive.Add("upgraded-like");
        _ = archive.Add(
            "upgraded-like",
            "2.0-1",
            "Depends: needed-like\n",
            configure: """
            date >/var/log/upgraded-like.log
            mkdir -p /var/cache/upgraded-like
            head -c 100 /dev/urandom >/var/cache/upgraded-like/index
            date -u -d "@${SOURCE_DATE_EPOCH:-$(date +%s)}" >/usr/share/upgraded-like
            """
        );
        archive.PutInto(_lab.Mirror.Folder, _lab.Mirror.Pins.Lock.AptSnapshot);
        RehearsalRequest request = _lab.Request;
        CustomizerStep Of(string name, params string[] lines) => new(name, lines);
        return request with
        {
            Plan = request.Plan with
            {
                Customize =
                [
                    .. request.Plan.Customize.SelectMany(step =>
                        (CustomizerStep[])(
                            step.Name switch
                            {
                                "wait-for-cloud-init" =>
                                [
                                    step,
                                    Of(
                                        "archive-of-the-test",
                                        "sudo cp -a /etc/apt /var/tmp/apt",
                                        "sudo sh -c 'rm -f /etc/apt/sources.list.d/*'",
                                        "echo 'deb [trusted=yes] http://archive.ubuntu.com/ubuntu noble main' | sudo tee /etc/apt/sources.list"
                                    ),
                                ],
                                "download-tools" =>
                                [
                                    step,
                                    Of(
                                        "older-of-the-test",
                                        "sudo APT_CONFIG=/var/tmp/jumpbox/apt/apt.conf apt-get -qy install upgraded-like=1.0-1"
                                    ),
                                ],
                                "hygiene" =>
                                [
                                    Of(
                                        "base-of-the-test",
                                        "sudo rm /etc/apt/sources.list",
                                        "sudo cp -a /var/tmp/apt/. /etc/apt/",
                                        "sudo rm -rf /var/tmp/apt"
                                    ),
                                    step,
                                ],
                                _ => [step],
                            }
                        )
                    ),
                ],
            },
        };
    }

    private RehearsalRequest Only(params string[] lines) =>
        _lab.Request with
        {
            Plan = new CustomizerPlan([new CustomizerStep("of-the-test", lines)], []),
        };
}
