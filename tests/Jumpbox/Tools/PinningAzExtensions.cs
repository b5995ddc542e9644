using System.Text.Json;
using Jumpbox.Pins;
using Jumpbox.Tests.Customizer;
using Jumpbox.Tools;

namespace Jumpbox.Tests.Tools;

/// <summary>Extensions of az, pinned with what they depend on: az's index, the real pip, and a package index on this machine.</summary>
public sealed class PinningAzExtensions : IDisposable
{
    private const string Store = "https://azcliprod.blob.core.windows.net/cli-extensions/";
    private static readonly ExtensionRequest Asked = new("amd64", "2.91.0", "3.13", ["ssh"]);

    private readonly string _index = Directory.CreateTempSubdirectory("jumpbox-wheels-").FullName;

    public void Dispose() => Directory.Delete(_index, recursive: true);

    [Theory]
    [InlineData("2.91.0", "2.0.10")]
    [InlineData("2.40.0", "1.1.6")]
    public void The_newest_version_for_this_az_is_taken_and_no_preview(string az, string expected) =>
        Assert.Equal(
            expected,
            ExtensionIndex
                .Choose(
                    Index(
                        Entry("ssh", "1.1.6"),
                        Entry("ssh", "2.0.10", least: "2.45.0"),
                        Entry("ssh", "2.0.9", least: "2.45.0"),
                        Entry("ssh", "3.0.0", least: "2.99.0"),
                        Entry("ssh", "2.1.0b1"),
                        Entry("ssh", "2.2.0", preview: true)
                    ),
                    "ssh",
                    az
                )
                .Version
        );

    [Fact]
    public void An_extension_for_previews_is_taken_as_such() =>
        Assert.Equal(
            "18.0.0b34",
            ExtensionIndex
                .Choose(
                    Index(
                        Entry("aks-preview", "18.0.0b9"),
                        Entry("aks-preview", "18.0.0b34"),
                        Entry("aks-preview", "0.5.1")
                    ),
                    "aks-preview",
                    "2.91.0"
                )
                .Version
        );

    [Theory]
    [InlineData("nothing", "2.91.0", "no extension nothing")]
    [InlineData("ssh", "2.10.0", "none of the 1 versions of az's extension ssh is for azure-cli 2.10.0")]
    [InlineData("broken", "2.91.0", "without a usable downloadUrl or sha256Digest")]
    public void What_the_index_cannot_give_is_refused_by_name(string name, string az, string why) =>
        Assert.Contains(
            why,
            Assert
                .Throws<PinSourceException>(() =>
                    ExtensionIndex.Choose(
                        Index(Entry("ssh", "2.0.10", least: "2.45.0"), Entry("broken", "1.0.0", sha256: "short")),
                        name,
                        az
                    )
                )
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public async Task An_extension_is_pinned_with_all_that_it_depends_on_for_az_s_own_Python()
    {
        RequirePip();
        byte[] extension = SyntheticWheel.Build("ssh", "2.0.10", "azext_ssh", "oschmod==0.3.12");
        byte[] chmod = Offer(
            "oschmod",
            "0.3.12",
            "commands-like>=1.0; python_version>='3.13' and platform_machine=='x86_64'",
            "absent; python_version<'3.12'"
        );
        byte[] commands = Offer("commands-like", "1.4");
        _ = Offer("unrelated", "1.0");

        LockedExtensionSet set = await ResolveAsync(extension, DigestOf(extension));

        Assert.Equal(
            [
                ("ssh", "2.0.10", DigestOf(extension), true),
                ("commands-like", "1.4", DigestOf(commands), false),
                ("oschmod", "0.3.12", DigestOf(chmod), false),
            ],
            set.Wheels.Select(one => (one.Name, one.Version, one.Sha256, one.IsExtension))
        );
        Assert.True(set.Answers(Asked));
        ToolLock locked = SmallCatalogue.Pins with { AzExtensions = [set] };
        Assert.Equal(locked.ToBytes(), ToolLock.Parse(System.Text.Encoding.UTF8.GetString(locked.ToBytes())).ToBytes());
    }

    [Fact]
    public async Task What_it_depends_on_and_no_index_has_is_told_in_pips_words()
    {
        RequirePip();
        byte[] extension = SyntheticWheel.Build("ssh", "2.0.10", "azext_ssh", "absent==1.0");

        PinSourceException refused = await Assert.ThrowsAsync<PinSourceException>(() =>
            ResolveAsync(extension, DigestOf(extension))
        );

        Assert.Contains("for Python 3.13 on amd64", refused.Message, StringComparison.Ordinal);
        Assert.Contains("absent==1.0", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_az_s_index_does_not_state_is_refused_before_pip_sees_it()
    {
        byte[] extension = SyntheticWheel.Build("ssh", "2.0.10", "azext_ssh");

        PinSourceException refused = await Assert.ThrowsAsync<PinSourceException>(() =>
            ResolveAsync(extension, new string('a', 64))
        );

        Assert.Contains($"az's index says {new string('a', 64)}", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        """{"environment":{"python_version":"3.13","platform_machine":"x86_64","sys_platform":"linux"},"install":[{"is_direct":false,"download_info":{"url":"https://x.example/a-1-py3-none-any.whl"},"metadata":{"name":"a","version":"1"}}]}""",
        "which no lock can have"
    )]
    [InlineData(
        """{"environment":{"python_version":"3.13","platform_machine":"x86_64","sys_platform":"linux"},"install":[{"is_direct":false,"download_info":{"url":"http://x.example/a-1-py3-none-any.whl","archive_info":{"hashes":{"sha256":"SUM"}}},"metadata":{"name":"a","version":"1"}}]}""",
        "which no lock can have"
    )]
    [InlineData(
        """{"environment":{"python_version":"3.13","platform_machine":"x86_64","sys_platform":"linux"},"install":[{}]}""",
        "pip's report cannot be read"
    )]
    [InlineData(
        """{"environment":{"python_version":"3.13","platform_machine":"x86_64","sys_platform":"linux"},"install":[{"is_direct":false,"download_info":{"url":"file:///opt/wheels/a-1-py3-none-any.whl","archive_info":{"hashes":{"sha256":"SUM"}}},"metadata":{"name":"a","version":"1"}}]}""",
        "which no lock can have"
    )]
    [InlineData(
        """{"environment":{"python_version":"3.11","platform_machine":"x86_64","sys_platform":"linux"},"install":[]}""",
        "pip resolved for Python 3.11 on x86_64 linux, and az's is 3.13"
    )]
    [InlineData("usage: pip", "pip's report cannot be read")]
    public void A_report_without_digest_or_https_pins_nothing(string report, string why) =>
        Assert.Contains(
            why,
            Assert
                .Throws<PinSourceException>(() =>
                    PipReport.Read(report.Replace("SUM", new string('a', 64), StringComparison.Ordinal), Asked)
                )
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public async Task The_lock_follows_az_and_names_what_changed()
    {
        ToolLock empty = ToolPins.Load(SampleSettings.Root).Lock;
        string az = empty.Find("azure-cli")!.Version;
        ExtensionRequest ssh = Asked with { AzureCli = az };
        ExtensionRequest bastion = ssh with { Names = ["bastion"] };

        LockUpdate first = await PinAsync(empty, empty, "2.0.9", ssh);
        Assert.Equal("az extension ssh new -> 2.0.9", Assert.Single(first.Changes).ToString());
        Assert.Empty((await PinAsync(first.Lock, first.Lock, "2.0.9", ssh)).Changes);

        LockUpdate newer = await PinAsync(first.Lock, first.Lock, "2.0.10", ssh);
        Assert.Equal("az extension ssh 2.0.9 -> 2.0.10", Assert.Single(newer.Changes).ToString());

        // Another settings file's set stays until az moves.
        LockUpdate other = await PinAsync(newer.Lock, newer.Lock, "1.4.3", bastion);
        Assert.Equal(2, other.Lock.AzExtensions.Count);
        ToolLock moved = other.Lock with
        {
            Tools =
            [
                .. other.Lock.Tools.Select(tool => tool.Name == "azure-cli" ? tool with { Version = "2.99.0" } : tool),
            ],
        };
        Assert.Equal(
            "2.99.0",
            Assert
                .Single(
                    (await PinAsync(other.Lock, moved, "2.0.10", ssh with { AzureCli = "2.99.0" })).Lock.AzExtensions
                )
                .AzureCli
        );
    }

    [Fact]
    public void A_check_says_that_extensions_of_another_az_must_be_resolved_again()
    {
        ToolPins sample = ToolPins.Load(SampleSettings.Root);
        ToolPins pins = sample with
        {
            Lock = sample.Lock with { AzExtensions = [Set(Asked with { AzureCli = "2.1.0" }, "1.0")] },
        };

        Assert.Contains(
            LockCheck.Offline(pins, pins.Lock.ToBytes(), new DateOnly(2026, 10, 8)),
            finding =>
                finding.Found.Contains("the extensions ssh on amd64 are for azure-cli 2.1.0", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_mirror_has_the_wheels_too()
    {
        byte[] extension = SyntheticWheel.Build("ssh", "2.0.10", "azext_ssh");
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        LockedExtensionSet set = Set(Asked, "2.0.10", DigestOf(extension));
        world.Put(set.Wheels[0].Url, extension);

        IReadOnlyList<MirrorOutcome> outcomes = await new ToolMirror(world.Session(), _index).FillAsync(
            SmallCatalogue.Catalogue,
            [set.AsTool()],
            null,
            TestContext.Current.CancellationToken
        );

        Assert.Null(Assert.Single(outcomes).Failure);
        Assert.Equal(
            extension,
            await File.ReadAllBytesAsync(Path.Combine(_index, outcomes[0].Path), TestContext.Current.CancellationToken)
        );
    }

    private static string DigestOf(byte[] content) => Rehearsal.SyntheticArchive.Digest(content);

    // One that can report: 22.2 or later.
    private static void RequirePip()
    {
        Shell.Require("python3", "python3");
        (int code, string help) = Shell.RunAsync("python3", "-m", "pip", "install", "--help").GetAwaiter().GetResult();
        if (code != 0 || !help.Contains("--report", StringComparison.Ordinal))
        {
            Assert.Skip("pip 22.2 or later is not installed: python3-pip");
        }
    }

    // pip reads an index of files; a lock has only addresses of the web.
    private byte[] Offer(string name, string version, params string[] needs)
    {
        byte[] wheel = SyntheticWheel.Build(name, version, name.Replace('-', '_'), needs);
        string folder = Directory.CreateDirectory(Path.Combine(_index, "simple", name)).FullName;
        string file = SyntheticWheel.FileOf(name, version);
        File.WriteAllBytes(Path.Combine(folder, file), wheel);
        File.WriteAllText(
            Path.Combine(folder, "index.html"),
            $"<!DOCTYPE html><a href=\"{file}#sha256={DigestOf(wheel)}\">{file}</a>"
        );
        return wheel;
    }

    private async Task<LockedExtensionSet> ResolveAsync(byte[] extension, string stated)
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        string url = $"{Store}{SyntheticWheel.FileOf("ssh", "2.0.10")}";
        world.Put(url, extension);
        world.Put(
            ExtensionResolver.Address,
            System.Text.Encoding.UTF8.GetBytes(Index(Entry("ssh", "2.0.10", url: url, sha256: stated)).GetRawText())
        );
        Dictionary<string, string?> variables = new()
        {
            ["PIP_INDEX_URL"] = $"file://{_index}/simple",
            ["PIP_CONFIG_FILE"] = "/dev/null",
        };
        return await new ExtensionResolver(
            world.Session().Files,
            async (wheel, request, cancellation) =>
                (await PipResolution.ReportAsync(wheel, request, variables, cancellation)).Replace(
                    $"file://{_index}/simple/",
                    "https://files.pythonhosted.org/packages/",
                    StringComparison.Ordinal
                )
        ).ResolveAsync(Asked, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task What_several_images_ask_for_alike_is_resolved_once()
    {
        ToolLock pins = ToolPins.Load(SampleSettings.Root).Lock;
        List<ExtensionRequest> resolved = [];

        LockUpdate update = await ExtensionPinning.PinAsync(
            pins,
            new LockUpdate(pins, [], []),
            [Asked, Asked with { Names = [.. Asked.Names] }, Asked with { Architecture = "arm64" }],
            request =>
            {
                resolved.Add(request);
                return Task.FromResult(Set(request, "2.0.10"));
            }
        );

        Assert.Equal(["amd64", "arm64"], resolved.Select(request => request.Architecture));
        Assert.Equal(2, update.Lock.AzExtensions.Count);
        Assert.Equal(2, update.Changes.Count);
    }

    private static Task<LockUpdate> PinAsync(
        ToolLock before,
        ToolLock next,
        string version,
        ExtensionRequest request
    ) =>
        ExtensionPinning.PinAsync(
            before,
            new LockUpdate(next, [], []),
            [request],
            asked => Task.FromResult(Set(asked, version))
        );

    private static LockedExtensionSet Set(ExtensionRequest request, string version, string? sha256 = null) =>
        new(
            request.Architecture,
            request.AzureCli,
            request.Python,
            request.Names,
            [
                .. request.Names.Select(name => new LockedWheel(
                    name,
                    version,
                    $"{Store}{SyntheticWheel.FileOf(name, version)}",
                    sha256 ?? new string('a', 64),
                    true
                )),
            ]
        );

    private static JsonElement Index(params (string Name, object Entry)[] entries) =>
        JsonSerializer.SerializeToElement(
            new
            {
                extensions = entries
                    .GroupBy(one => one.Name)
                    .ToDictionary(group => group.Key, group => group.Select(one => one.Entry).ToArray()),
            }
        );

    private static (string Name, object Entry) Entry(
        string name,
        string version,
        string? least = null,
        bool preview = false,
        string? url = null,
        string? sha256 = null
    )
    {
        Dictionary<string, object> metadata = new() { ["name"] = name, ["version"] = version };
        if (least is not null)
        {
            metadata["azext.minCliCoreVersion"] = least;
        }
        if (preview)
        {
            metadata["azext.isPreview"] = true;
        }
        return (
            name,
            new
            {
                downloadUrl = url ?? $"{Store}{SyntheticWheel.FileOf(name, version)}",
                sha256Digest = sha256 ?? new string('b', 64),
                metadata,
            }
        );
    }
}
