using System.Text;
using Jumpbox.Customizer;
using Jumpbox.Rehearsal;
using Jumpbox.Settings;
using Jumpbox.Tests.Tools;
using Jumpbox.Tools;

namespace Jumpbox.Tests.Rehearsal;

/// <summary>
/// The wheels of az's extensions in a closed network and a real root file system. az itself is synthetic here, as in every rehearsal
/// of the tests: it keeps what it is given where the real one does.
/// </summary>
public sealed class DownloadingWheels : IDisposable
{
    private const string Az = """
        #!/bin/sh
        case "$*" in
          "extension add --system --yes --source "*)
            place=/opt/az/lib/python3.14/site-packages/azure-cli-extensions/ssh
            mkdir -p "$place/__pycache__"
            cp "$6" "$PIP_FIND_LINKS"/oschmod-*.whl "$place"
            echo compiled >"$place/__pycache__/x.pyc"
            ;;
          "extension list "*) printf 'ssh\t2.0.10\n' ;;
          *) echo 2.91.0 ;;
        esac

        """;

    private readonly RehearsalLab _lab = new();

    [Fact]
    public async Task They_come_as_locked_from_the_hosts_of_the_egress_list_and_what_az_keeps_is_no_left_over()
    {
        RehearsalResult result = await RunAsync(whole: true);

        Assert.True(result.Failed is null, _lab.Log());
        Assert.Empty(result.Findings);
        Assert.Superset(
            new HashSet<string> { "azcliprod.blob.core.windows.net:443", "files.pythonhosted.org:443" },
            result.Reached.ToHashSet()
        );
        Assert.Contains("oschmod 0.3.12: ", _lab.Log(), StringComparison.Ordinal);
        string[] paths = [.. result.Changes.Select(change => change.Path)];
        Assert.Contains("/opt/az/lib/python3.14/site-packages/azure-cli-extensions/ssh/__pycache__/x.pyc", paths);
        Assert.DoesNotContain(paths, path => path.StartsWith("/var/tmp/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_with_another_digest_than_the_locked_one_stops_before_anything_is_installed()
    {
        RehearsalResult result = await RunAsync(whole: false);

        _lab.Stopped(result, "download-tools", $"the lock says {new string('a', 64)}", "do not use it");
        RehearsalLab.InstalledNothing(result);
    }

    public void Dispose() => _lab.Dispose();

    private Task<RehearsalResult> RunAsync(bool whole)
    {
        SyntheticMirror mirror = _lab.Mirror;
        mirror.Put("azure-cli", mirror.Pack(mirror.Tool("azure-cli"), Encoding.UTF8.GetBytes(Az)));
        LockedWheel[] wheels =
        [
            Put(
                "https://azcliprod.blob.core.windows.net/cli-extensions/",
                "ssh",
                "2.0.10",
                "azext_ssh",
                isExtension: true
            ),
            Put("https://files.pythonhosted.org/packages/aa/", "oschmod", "0.3.12", "oschmod", isExtension: false),
        ];
        if (!whole)
        {
            wheels[1] = wheels[1] with { Sha256 = new string('a', 64) };
        }
        JumpboxSettings settings = mirror.Settings with
        {
            Customizer = mirror.Settings.Customizer with { AzExtensions = ["ssh"] },
        };
        ToolPins pins = mirror.Pins with
        {
            Lock = mirror.Pins.Lock with
            {
                AzExtensions = [new("amd64", mirror.Pins.Lock.Find("azure-cli")!.Version, "3.14", ["ssh"], wheels)],
            },
        };
        CustomizerPlan plan = CustomizerPlan.Render(
            settings,
            pins.Catalogue,
            pins.Lock,
            Path.Combine(Repository.Root, "scripts"),
            _lab.Limits
        );
        return _lab.RunAsync(
            _lab.Request with
            {
                Plan = plan,
                Egress = RehearsalRequest.For(settings, pins, Repository.Root).Egress,
            }
        );
    }

    private LockedWheel Put(string folder, string name, string version, string module, bool isExtension)
    {
        byte[] wheel = SyntheticWheel.Build(name, version, module);
        string url = folder + SyntheticWheel.FileOf(name, version);
        string file = Path.Combine(_lab.Mirror.Folder, url["https://".Length..]);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, wheel);
        return new LockedWheel(name, version, url, SyntheticArchive.Digest(wheel), isExtension);
    }
}
