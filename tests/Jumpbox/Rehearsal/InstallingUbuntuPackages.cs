using Jumpbox.Customizer;
using Jumpbox.Rehearsal;
using Jumpbox.Tests.Tools;
using Jumpbox.Tools;

namespace Jumpbox.Tests.Rehearsal;

/// <summary>Packages of Ubuntu's archive in a real root file system, by its apt, from an archive in the mirror folder.</summary>
public sealed class InstallingUbuntuPackages : IDisposable
{
    private readonly RehearsalLab _lab = new();
    private readonly SyntheticArchive _archive = new();
    private readonly List<LockedPackage> _locked = [];

    [Fact]
    public async Task What_the_machine_lacks_is_installed_as_locked_and_nothing_else()
    {
        Add("conntrack-like", "1:1.4-2", "Depends: libnet-like\nRecommends: doc-like\n");
        Add("libnet-like", "2.0-1");
        Add("doc-like", "1.0-1");
        Lock("conntrack-like", "libnet-like", "doc-like");

        RehearsalResult result = await RunAsync("conntrack-like");

        Assert.True(result.Failed is null, _lab.Log());
        string[] paths = [.. result.Changes.Select(change => change.Path)];
        Assert.Superset(new HashSet<string> { "/usr/bin/conntrack-like", "/usr/bin/libnet-like" }, paths.ToHashSet());
        Assert.DoesNotContain("/usr/bin/doc-like", paths);
        Assert.Contains("libnet-like 2.0-1, SHA-256 as locked", _lab.Log(), StringComparison.Ordinal);
        Assert.Contains("jumpbox: conntrack-like 1:1.4-2", _lab.Log(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removal_a_kernel_another_version_and_what_the_lock_lacks_are_named_at_once_and_nothing_is_installed()
    {
        Add("many-needs", "1.0-1", "Depends: linux-image-9-like, drifted-like, unknown-like\nConflicts: curl\n");
        Add("linux-image-9-like", "9.0-1");
        Add("drifted-like", "2.0-1");
        Add("unknown-like", "1.0-1");
        Lock("many-needs", "linux-image-9-like", "drifted-like");
        int drifted = _locked.FindIndex(one => one.Name == "drifted-like");
        _locked[drifted] = _locked[drifted] with { Version = "1.0-1" };

        RehearsalResult result = await RunAsync("many-needs");

        _lab.Stopped(
            result,
            "ubuntu-packages",
            "linux-image-9-like 9.0-1 would be installed, and it is a kernel",
            "choose other packages in customizer.packages"
        );
        string log = _lab.Log();
        Assert.Contains("curl would be removed", log, StringComparison.Ordinal);
        Assert.Contains("drifted-like 2.0-1 would be installed, and the lock has 1.0-1", log, StringComparison.Ordinal);
        Assert.Contains(
            "unknown-like 1.0-1 would be installed, and the lock does not have it",
            log,
            StringComparison.Ordinal
        );
        Assert.Contains("4 packages are not as the lock has them; none was installed", log, StringComparison.Ordinal);
        Assert.DoesNotContain(result.Changes, change => change.Path.EndsWith("-like", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_with_another_digest_than_the_locked_one_is_not_installed()
    {
        Add("lsof-like", "1.0-1");
        Lock("lsof-like");
        _locked[0] = _locked[0] with { Sha256 = new string('a', 64) };

        RehearsalResult result = await RunAsync("lsof-like");

        _lab.Stopped(result, "ubuntu-packages", $"and the lock has {new string('a', 64)}", "do not use it");
        Assert.DoesNotContain("/usr/bin/lsof-like", result.Changes.Select(change => change.Path));
    }

    public void Dispose() => _lab.Dispose();

    private readonly Dictionary<string, LockedPackage> _published = [];

    private void Add(string name, string version, string relations = "")
    {
        string path = _archive.Add(name, version, relations);
        byte[] content = _archive.Files[path];
        _published[name] = new(name, version, "amd64", path, content.Length, SyntheticArchive.Digest(content));
    }

    private void Lock(params string[] names) => _locked.AddRange(names.Select(name => _published[name]));

    private async Task<RehearsalResult> RunAsync(string name)
    {
        ToolPins pins = _lab.Mirror.Pins;
        _archive.PutInto(_lab.Mirror.Folder, pins.Lock.AptSnapshot);
        RehearsalRequest request = _lab.Request;
        ToolLock locked = pins.Lock with
        {
            PackageSets = [new("noble", "amd64", pins.Lock.AptSnapshot, [name], _locked)],
        };
        CustomizerPlan plan = CustomizerPlan.Render(
            _lab.Settings with
            {
                Tools = pins.Catalogue.Tools.ToDictionary(tool => tool.Name, _ => false),
                Customizer = _lab.Settings.Customizer with { Packages = [name] },
            },
            pins.Catalogue,
            locked,
            Path.Combine(Repository.Root, "scripts"),
            _lab.Limits
        );
        // The base has the archive of the distribution that this machine could get; here it is the synthetic one alone.
        CustomizerStep sources = new(
            "of-the-test",
            [
                "sudo rm -rf /etc/apt/sources.list.d",
                "echo 'deb [trusted=yes] http://archive.ubuntu.com/ubuntu noble main' | sudo tee /etc/apt/sources.list",
            ]
        );
        return await _lab.RunAsync(
            request with
            {
                Plan = new CustomizerPlan(
                    [sources, .. plan.Customize.Where(step => step.Name is "download-tools" or "ubuntu-packages")],
                    [.. plan.Validate.Where(step => step.Name == "ubuntu-packages")]
                ),
            }
        );
    }
}
