using Jumpbox.Pins;
using Jumpbox.Tests.Customizer;
using Jumpbox.Tests.Rehearsal;
using Jumpbox.Tools;

namespace Jumpbox.Tests.Tools;

/// <summary>
/// The bundles' entries against what their publishers release: the name of the asset, the checksum file, the members of the
/// archive and the answer about the version, each as the publisher writes it. Sources: aquaproj/aqua-registry (pkgs/*), the
/// release files of the tools' repositories (.goreleaser.yaml of stern, Makefile of cilium-cli and cri-tools, release-pipeline.yml
/// of azure-storage-azcopy, rootcmd.go of kubectl-tree), and transcripts of the tools.
/// </summary>
public sealed class PublishedLayouts
{
    private const string Digest = "7754adfa653939240f7d20fff4ada9b69cda40c9e70732301f67bb8045f1ef3e";

    private static readonly ToolCatalogue Shipped = ToolCatalogue.Load(Repository.PathOf(ToolCatalogue.DefaultPath));

    // Name, version, asset of amd64, asset of arm64, members with the program's first, its answer, lines of the checksum file.
    private static readonly Release[] Releases =
    [
        new(
            "azcopy",
            "10.30.1",
            "azcopy_linux_amd64_10.30.1.tar.gz",
            "azcopy_linux_arm64_10.30.1.tar.gz",
            ["azcopy_linux_amd64_10.30.1/azcopy", "azcopy_linux_amd64_10.30.1/NOTICE.txt"],
            "azcopy version 10.30.1"
        ),
        new("bicep", "0.46.1", "bicep-linux-x64", "bicep-linux-arm64", [], "Bicep CLI version 0.46.1 (545b338e2c)"),
        new(
            "cilium",
            "0.16.10",
            "cilium-linux-amd64.tar.gz",
            "cilium-linux-arm64.tar.gz",
            ["cilium"],
            "cilium-cli: v0.16.10 compiled with go1.22.4 on linux/amd64\ncilium image (default): v1.15.5",
            $"{Digest}  cilium-linux-amd64.tar.gz\n"
        ),
        new(
            "crictl",
            "1.34.0",
            "crictl-v1.34.0-linux-amd64.tar.gz",
            "crictl-v1.34.0-linux-arm64.tar.gz",
            ["crictl"],
            "crictl version v1.34.0",
            $"{Digest}\n"
        ),
        new(
            "hubble",
            "1.18.3",
            "hubble-linux-amd64.tar.gz",
            "hubble-linux-arm64.tar.gz",
            ["hubble"],
            "hubble v1.18.3 compiled with go1.23.4 on linux/amd64",
            $"{Digest}  hubble-linux-amd64.tar.gz\n"
        ),
        new(
            "kubectl-tree",
            "0.4.3",
            "kubectl-tree_v0.4.3_linux_amd64.tar.gz",
            "kubectl-tree_v0.4.3_linux_arm64.tar.gz",
            ["kubectl-tree", "LICENSE"],
            "kubectl version v0.4.3",
            $"{Digest}  kubectl-tree_v0.4.3_linux_amd64.tar.gz\n"
        ),
        new(
            "oras",
            "1.3.0",
            "oras_1.3.0_linux_amd64.tar.gz",
            "oras_1.3.0_linux_arm64.tar.gz",
            ["oras", "LICENSE"],
            "Version:        1.3.0\nGo version:     go1.24.6\nOS/Arch:        linux/amd64",
            $"{Digest}  oras_1.3.0_linux_amd64.tar.gz\n"
        ),
        new(
            "stern",
            "1.34.0",
            "stern_1.34.0_linux_amd64.tar.gz",
            "stern_1.34.0_linux_arm64.tar.gz",
            ["stern", "LICENSE"],
            "version: 1.34.0\ncommit: 0123456789abcdef",
            $"{new string('0', 64)}  stern_1.34.0_linux_arm64.tar.gz\n{Digest}  stern_1.34.0_linux_amd64.tar.gz\n"
        ),
        new(
            "crane",
            "0.20.2",
            "go-containerregistry_Linux_x86_64.tar.gz",
            "go-containerregistry_Linux_arm64.tar.gz",
            ["crane", "gcrane", "krane", "LICENSE", "README.md"],
            "0.20.2",
            $"{Digest}  go-containerregistry_Linux_x86_64.tar.gz\n"
        ),
        new(
            "grpcurl",
            "1.9.1",
            "grpcurl_1.9.1_linux_x86_64.tar.gz",
            "grpcurl_1.9.1_linux_arm64.tar.gz",
            ["grpcurl", "LICENSE"],
            "grpcurl v1.9.1",
            $"{Digest}  grpcurl_1.9.1_linux_x86_64.tar.gz\n"
        ),
        new(
            "istioctl",
            "1.30.3",
            "istioctl-1.30.3-linux-amd64.tar.gz",
            "istioctl-1.30.3-linux-arm64.tar.gz",
            ["istioctl"],
            "client version: 1.30.3",
            $"{Digest}  istioctl-1.30.3-linux-amd64.tar.gz\n"
        ),
        new(
            "kubeconform",
            "0.6.7",
            "kubeconform-linux-amd64.tar.gz",
            "kubeconform-linux-arm64.tar.gz",
            ["kubeconform", "LICENSE"],
            "v0.6.7",
            $"{Digest}  kubeconform-linux-amd64.tar.gz\n"
        ),
        new(
            "tofu",
            "1.13.1",
            "tofu_1.13.1_linux_amd64.tar.gz",
            "tofu_1.13.1_linux_arm64.tar.gz",
            ["tofu", "CHANGELOG.md", "LICENSE", "README.md"],
            "OpenTofu v1.13.1\non linux_amd64",
            $"{Digest}  tofu_1.13.1_linux_amd64.tar.gz\n"
        ),
        new(
            "velero",
            "1.15.0",
            "velero-v1.15.0-linux-amd64.tar.gz",
            "velero-v1.15.0-linux-arm64.tar.gz",
            ["velero-v1.15.0-linux-amd64/velero", "velero-v1.15.0-linux-amd64/LICENSE"],
            "Client:\n\tVersion: v1.15.0\n\tGit commit: 1d4f1475975b5107ec35f4d19ff17f7d1fcb3edf",
            $"{Digest}  velero-v1.15.0-linux-amd64.tar.gz\n"
        ),
    ];

    public static TheoryData<string> Names => [.. Releases.Select(release => release.Name)];

    [Fact]
    public void Every_tool_that_only_a_bundle_brought_has_a_layout_here() =>
        Assert.Empty(
            Shipped
                .Tools.Where(tool => tool.Bundle is not null)
                .Select(tool => tool.Name)
                .Except(Releases.Select(release => release.Name))
                // These were in the catalogue before the bundles, with pins; the last one has a test of its own.
                .Except(["flux", "jq", "k9s", "kubectx", "kubens", "kustomize", "yq", "kubectl-older"])
        );

    [Fact]
    public void The_older_kubectl_is_kubectl_but_for_its_name_and_version()
    {
        if (Shipped.Find("kubectl") is not { } newest || Shipped.Find("kubectl-older") is not { } older)
        {
            Assert.Skip("This checkout's catalogue no longer has both.");
            return;
        }
        Assert.Equal(2, older.MinorsBehind);
        Assert.Equal($"{newest.Install}-older", older.Install);
        foreach (string architecture in (string[])["amd64", "arm64"])
        {
            Assert.Equal(newest.UrlOf("1.35.8", architecture), older.UrlOf("1.35.8", architecture));
            Assert.Equal(newest.FallbackUrlOf("1.35.8", architecture), older.FallbackUrlOf("1.35.8", architecture));
        }
        Assert.Equal(newest.Checksum, older.Checksum);
        Assert.Equal(newest.Version.Expect, older.Version.Expect);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_catalogue_names_the_publishers_files(string name)
    {
        (Release release, ToolDefinition tool) = Of(name);
        string folder = $"https://github.com/{tool.Repository}/releases/download/{tool.TagOf(release.Version)}/";

        Assert.Equal(folder + release.Amd64, tool.UrlOf(release.Version, "amd64"));
        Assert.Equal(folder + release.Arm64, tool.UrlOf(release.Version, "arm64"));
        Assert.Equal(release.Checksums is null, tool.Checksum is null);
        if (tool.Checksum is { } checksum)
        {
            Assert.Equal(Digest, ChecksumFile.Find(checksum.Form, release.Checksums!, release.Amd64));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_steps_take_the_program_out_of_the_publishers_archive(string name)
    {
        (Release release, ToolDefinition tool) = Of(name);
        string folder = Directory.CreateTempSubdirectory("jumpbox-layout-").FullName;
        try
        {
            byte[] program = SyntheticProgram.Script(release.Answer);
            string archive = Path.Combine(folder, release.Amd64);
            await File.WriteAllBytesAsync(
                archive,
                release.Members.Length == 0
                    ? program
                    : SyntheticProgram.TarGz([
                        .. release.Members[1..].Select(member => (member, "other"u8.ToArray())),
                        (release.Members[0], program),
                    ]),
                TestContext.Current.CancellationToken
            );
            string form = release.Members.Length == 0 ? "binary" : "tar.gz";
            string member = tool.Unpack.Path is { } path ? tool.Expand(path, release.Version, "amd64") : "";
            string place = Path.Combine(folder, "program");

            (int code, string output) = await Shell.RunAsync(
                "sh",
                "-ec",
                "STEP=test; UNPACKED_BYTES=1048576; . scripts/lib/step.sh; . scripts/lib/fetch.sh; unpack \"$@\"",
                "sh",
                name,
                form,
                archive,
                member,
                place
            );

            Assert.True(code == 0, output);
            Assert.Equal(program, await File.ReadAllBytesAsync(place, TestContext.Current.CancellationToken));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_check_in_the_machine_understands_the_tools_answer(string name)
    {
        (Release release, ToolDefinition tool) = Of(name);
        string expected = tool.Expand(tool.Version.Expect, release.Version, "amd64");
        // The tool itself is not here: its answer is printed by another program, which PATH does not have under its name.
        string script =
            "versions() { \"$1\" \"$TOOL\" \"$LOCKED\" \"$EXPECT\" /nowhere printf '%s\\n' \"$ANSWER\"; }; "
            + ". scripts/lib/step.sh; . scripts/validate/tool-versions.sh";

        async Task<string> Said(string locked, string expect) =>
            (
                await Shell.RunAsync(
                    "env",
                    "STEP=tool-versions",
                    $"TOOL={name}",
                    $"LOCKED={locked}",
                    $"EXPECT={expect}",
                    $"ANSWER={release.Answer}",
                    "sh",
                    "-c",
                    script
                )
            ).Output;

        Assert.DoesNotContain("the tool says", await Said(release.Version, expected), StringComparison.Ordinal);
        string other = $"{release.Version}1";
        Assert.Contains(
            "the tool says",
            await Said(other, tool.Expand(tool.Version.Expect, other, "amd64")),
            StringComparison.Ordinal
        );
    }

    private static (Release Release, ToolDefinition Tool) Of(string name)
    {
        if (Shipped.Find(name) is not { } tool)
        {
            Assert.Skip($"This checkout's catalogue no longer has {name}.");
            throw new InvalidOperationException();
        }
        return (Releases.Single(release => release.Name == name), tool);
    }

    private sealed record Release(
        string Name,
        string Version,
        string Amd64,
        string Arm64,
        string[] Members,
        string Answer,
        string? Checksums = null
    );
}
