using Jumpbox.Pins;
using Jumpbox.Tests.Customizer;
using Jumpbox.Tests.Rehearsal;
using Jumpbox.Tools;

namespace Jumpbox.Tests.Tools;

/// <summary>Packages of Ubuntu's archive, pinned with what they depend on by the genuine apt against a signed archive.</summary>
public sealed class PinningUbuntuPackages
{
    private const string Snapshot = "20261007T000000Z";
    private const string Address = $"https://snapshot.ubuntu.com/ubuntu/{Snapshot}";

    private readonly SyntheticArchive _archive = new();

    [Fact]
    public async Task A_package_is_pinned_with_all_that_it_depends_on_as_the_signed_index_has_it()
    {
        string path = _archive.Add(
            "tcpdump",
            "4.99-1",
            "Depends: libpcap (>= 1.10) | libpcap-old\nRecommends: tcpdump-doc\n"
        );
        _ = _archive.Add("libpcap", "1:1.10-2+b1~1", "Depends: libc6\n");
        _ = _archive.Add("libc6", "2.39-0ubuntu8");
        _ = _archive.Add("libpcap-old");
        _ = _archive.Add("tcpdump-doc", architecture: "all");
        _ = _archive.Add("unrelated");

        LockedPackageSet set = await ResolveAsync("tcpdump");

        Assert.Equal(
            [("libc6", "2.39-0ubuntu8"), ("libpcap", "1:1.10-2+b1~1"), ("tcpdump", "4.99-1")],
            set.Packages.Select(one => (one.Name, one.Version))
        );
        LockedPackage locked = set.Packages[2];
        Assert.Equal(
            (path, (long)_archive.Files[path].Length, SyntheticArchive.Digest(_archive.Files[path]), "amd64"),
            (locked.Path, locked.Size, locked.Sha256, locked.Architecture)
        );
        Assert.Equal(("noble", "amd64", Snapshot), (set.Suite, set.Architecture, set.Snapshot));
    }

    [Fact]
    public async Task The_machine_that_updates_may_have_another_architecture()
    {
        _ = _archive.Add("lsof", architecture: "arm64");
        _ = _archive.Add("libs", architecture: "all");

        LockedPackageSet set = await ResolveAsync(new PackageRequest("jammy", "arm64", ["libs", "lsof"]));

        Assert.Equal(["all", "arm64"], set.Packages.Select(one => one.Architecture));
    }

    [Theory]
    [InlineData("nothing", "Unable to locate package nothing")]
    [InlineData("kernel-user", "linux-image-6.8.0-1 1.0-1 would come with them, and it is a kernel")]
    [InlineData("virtual", "virtual is a virtual package: name the package that provides it")]
    [InlineData("broken", "Depends: absent")]
    [InlineData("enemy", "Conflicts: friend")]
    public async Task What_cannot_be_installed_is_refused_by_name(string name, string why)
    {
        _ = _archive.Add("friend");
        _ = _archive.Add("enemy", relations: "Conflicts: friend\n");
        _ = _archive.Add("broken", relations: "Depends: absent\n");
        _ = _archive.Add("kernel-user", relations: "Depends: linux-image-6.8.0-1\n");
        _ = _archive.Add("linux-image-6.8.0-1");
        _ = _archive.Add("provider", relations: "Provides: virtual\n");

        PinSourceException refused = await Assert.ThrowsAsync<PinSourceException>(() =>
            ResolveAsync(new PackageRequest("noble", "amd64", name == "nothing" ? [name] : ["friend", name]))
        );

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Contains($"as of {Snapshot}", refused.Message, StringComparison.Ordinal);
        Assert.Contains("customizer.packages", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_that_another_key_signed_pins_nothing()
    {
        _ = _archive.Add("lsof");

        PinSourceException refused = await Assert.ThrowsAsync<PinSourceException>(() =>
            ResolveAsync(
                new PackageRequest("noble", "amd64", ["lsof"]),
                signer: new TestKey(PublisherWorld.Now.AddDays(-100), stranger: true)
            )
        );

        Assert.Contains("dists/noble/InRelease", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_index_that_is_not_the_signed_one_pins_nothing()
    {
        _ = _archive.Add("lsof");

        PinSourceException refused = await Assert.ThrowsAsync<PinSourceException>(() =>
            ResolveAsync(
                new PackageRequest("noble", "amd64", ["lsof"]),
                spoil: world => world.Put($"{Address}/dists/noble/main/binary-amd64/Packages.gz", [1, 2, 3])
            )
        );

        Assert.Contains("the signed release file states", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_lock_gets_what_the_images_ask_for_and_keeps_it_while_the_time_stays()
    {
        PackageRequest lsof = new("noble", "amd64", ["lsof"]);
        PackageRequest mtr = new("noble", "amd64", ["mtr-tiny"]);
        ToolLock empty = SmallCatalogue.Pins;

        LockUpdate first = await PinAsync(empty, empty, lsof);
        Assert.Equal(
            "Ubuntu packages of noble amd64 new -> 1 as of 20261007T000000Z",
            Assert.Single(first.Changes).ToString()
        );
        Assert.Equal(
            first.Lock.ToBytes(),
            ToolLock.Parse(System.Text.Encoding.UTF8.GetString(first.Lock.ToBytes())).ToBytes()
        );

        LockUpdate again = await PinAsync(first.Lock, first.Lock, lsof);
        Assert.Empty(again.Changes);
        Assert.Equal(first.Lock.ToBytes(), again.Lock.ToBytes());

        // Another settings file's set stays until the time moves.
        LockUpdate other = await PinAsync(first.Lock, first.Lock, mtr);
        Assert.Equal(2, other.Lock.PackageSets.Count);

        LockUpdate moved = await PinAsync(other.Lock, other.Lock with { AptSnapshot = "20261101T000000Z" }, lsof);
        Assert.Equal("20261101T000000Z", Assert.Single(moved.Lock.PackageSets).Snapshot);
        Assert.Equal(
            [
                "Ubuntu packages of noble amd64 20261007T000000Z -> 20261101T000000Z",
                "lsof 20261007T000000Z -> 20261101T000000Z",
            ],
            moved.Changes.Select(change => change.ToString())
        );
    }

    [Fact]
    public void A_check_says_that_packages_of_another_time_must_be_resolved_again()
    {
        ToolPins sample = ToolPins.Load(SampleSettings.Root);
        ToolPins pins = sample with
        {
            Lock = sample.Lock with { PackageSets = [Set(new("noble", "amd64", ["lsof"]), "20260101T000000Z")] },
        };

        Assert.Contains(
            LockCheck.Offline(pins, pins.Lock.ToBytes(), new DateOnly(2026, 10, 8)),
            finding =>
                finding.Level == PinFindingLevel.Problem
                && finding.Found.Contains("lsof of noble amd64 are as of 20260101T000000Z", StringComparison.Ordinal)
        );
    }

    private static Task<LockUpdate> PinAsync(ToolLock before, ToolLock next, params PackageRequest[] requests) =>
        PackagePinning.PinAsync(
            before,
            new LockUpdate(next, [], []),
            requests,
            (request, time) => Task.FromResult(Set(request, time))
        );

    private static LockedPackageSet Set(PackageRequest request, string time) =>
        new(
            request.Suite,
            request.Architecture,
            time,
            request.Names,
            [
                .. request.Names.Select(name => new LockedPackage(
                    name,
                    time,
                    "amd64",
                    $"pool/{name}",
                    1,
                    new string('a', 64)
                )),
            ]
        );

    private Task<LockedPackageSet> ResolveAsync(params string[] names) =>
        ResolveAsync(new PackageRequest("noble", "amd64", names));

    private async Task<LockedPackageSet> ResolveAsync(
        PackageRequest request,
        TestKey? signer = null,
        Action<PublisherWorld>? spoil = null
    )
    {
        Shell.Require("apt-get", "apt");
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        _archive.Publish(request.Suite, request.Architecture, signer ?? world.Key);
        foreach ((string path, byte[] content) in _archive.Files)
        {
            world.Put($"{Address}/{path}", content);
        }
        // The server knows files by their paths.
        world.Put(PackageResolver.KeyUrl.Split('?')[0], world.Key.Armoured);
        spoil?.Invoke(world);
        return await new PackageResolver(world.Session().Apt, world.Key.Fingerprint).ResolveAsync(
            request,
            Snapshot,
            TestContext.Current.CancellationToken
        );
    }
}
