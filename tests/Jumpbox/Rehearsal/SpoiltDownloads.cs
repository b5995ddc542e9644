using System.Formats.Tar;
using Jumpbox.Customizer;
using Jumpbox.Rehearsal;

namespace Jumpbox.Tests.Rehearsal;

/// <summary>Whatever is wrong with a download: the step says so with the cure, and no tool is installed.</summary>
public sealed class SpoiltDownloads : IDisposable
{
    private const string Step = "download-tools";
    private readonly RehearsalLab _lab = new();

    [Fact]
    public async Task A_wrong_checksum_stops_before_anything_is_installed()
    {
        string file = _lab.Mirror.File("helm");
        byte[] bytes = File.ReadAllBytes(file);
        bytes[^20] ^= 1;
        File.WriteAllBytes(file, bytes);

        await StopsAsync("helm 4.3.0: the SHA-256 of https://get.helm.sh/", "do not use it: run --target=Check");
    }

    [Fact]
    public async Task A_truncated_file_is_told_by_its_length()
    {
        string file = _lab.Mirror.File("terraform");
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^100]);

        await StopsAsync("bytes, the lock says", "the file is truncated or was replaced");
    }

    [Fact]
    public async Task An_archive_that_was_published_truncated_holds_no_program()
    {
        _lab.Mirror.Put("kubelogin", File.ReadAllBytes(_lab.Mirror.File("kubelogin"))[..^100]);

        await StopsAsync("holds no regular file 'bin/linux_amd64/kubelogin'", "compare the archive with 'unpack'");
    }

    [Theory]
    [InlineData("helm")]
    [InlineData("terraform")]
    public async Task An_archive_without_the_program_is_told(string name)
    {
        (string, byte[])[] readme = [("README.md", "synthetic\n"u8.ToArray())];
        _lab.Mirror.Put(name, name == "helm" ? SyntheticProgram.TarGz(readme) : SyntheticProgram.Zip(readme));

        await StopsAsync("holds no regular file", "compare the archive with 'unpack'");
    }

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    [InlineData(TarEntryType.CharacterDevice)]
    [InlineData(TarEntryType.Fifo)]
    public async Task A_program_that_is_no_regular_file_is_refused(TarEntryType type)
    {
        GnuTarEntry entry = new(type, "linux-amd64/helm");
        if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
        {
            entry.LinkName = "/etc/shadow";
        }
        _lab.Mirror.Put("helm", SyntheticProgram.TarGz([entry]));

        await StopsAsync("holds no regular file 'linux-amd64/helm'", "compare the archive with 'unpack'");
    }

    [Fact]
    public async Task An_archive_that_grows_without_end_is_stopped()
    {
        _lab.Mirror.Put("azwi", SyntheticProgram.TarGz(("azwi", new byte[8 << 20])));

        await StopsAsync("is bigger than 1048576 bytes unpacked", "an archive that grows like this is no release");
    }

    [Fact]
    public async Task A_zip_that_grows_without_end_is_stopped()
    {
        _lab.Mirror.Put("terraform", SyntheticProgram.Zip(("terraform", new byte[8 << 20])));

        await StopsAsync("is bigger than 1048576 bytes unpacked", "an archive that grows like this is no release");
    }

    [Fact]
    public async Task Entries_that_would_escape_are_never_made()
    {
        byte[] program = SyntheticProgram.Script(_lab.Mirror.Answer(_lab.Mirror.Tool("azwi")));
        _lab.Mirror.Put(
            "azwi",
            SyntheticProgram.TarGz([
                SyntheticProgram.Regular("../../../../../etc/cron.d/escaped", program),
                SyntheticProgram.Regular("/etc/cron.d/escaped", program),
                new GnuTarEntry(TarEntryType.SymbolicLink, "link") { LinkName = "/etc/cron.d" },
                SyntheticProgram.Regular("link/escaped", program),
                SyntheticProgram.Regular("azwi", program),
            ])
        );

        RehearsalResult result = await _lab.RunAsync();

        Assert.True(result.Failed is null, _lab.Log());
        Assert.DoesNotContain(result.Changes, change => change.Path.Contains("escaped", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_that_does_not_answer_is_named()
    {
        Directory.Delete(Path.Combine(_lab.Mirror.Folder, "get.helm.sh"), recursive: true);

        await StopsAsync("): the host does not answer", "check egress to this host");
    }

    [Fact]
    public async Task A_missing_file_is_not_tried_again()
    {
        File.Delete(_lab.Mirror.File("kubectl"));

        await StopsAsync("could not be downloaded (tries: 1, seconds: ", "check egress to this host");
        Assert.Contains("): the server answered 404", _lab.Log(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_that_the_signed_index_does_not_know_is_refused()
    {
        string index = Path.Combine(
            _lab.Mirror.Folder,
            "packages.microsoft.com/repos/azure-cli/pool/main/a/azure-cli/azure-cli_2.91.0-1~noble_amd64.deb"
        );
        byte[] other = SyntheticPackage.Build("azure-cli", "2.91.0-1~noble", "amd64", "/usr/bin/az", [1, 2, 3]);
        File.WriteAllBytes(index, other);

        await StopsAsync("azure-cli 2.91.0: ", "the file is truncated or was replaced");
    }

    public void Dispose() => _lab.Dispose();

    private async Task StopsAsync(string why, string cure)
    {
        CustomizerLimits limits = _lab.Limits with { UnpackedBytes = 1 << 20 };
        RehearsalResult result = await _lab.RunAsync(_lab.Request with { Plan = _lab.Plan(limits) });
        _lab.Stopped(result, Step, why, cure);
        RehearsalLab.InstalledNothing(result);
    }
}
