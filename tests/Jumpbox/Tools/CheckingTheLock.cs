using System.Text.Json.Nodes;
using Jumpbox.Pins;
using Jumpbox.Tools;

namespace Jumpbox.Tests.Tools;

public sealed class CheckingTheLock
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly ToolPins Shipped = ToolPins.Load(SampleSettings.Root);

    private static IReadOnlyList<PinFinding> Offline(ToolPins pins, int year = 2026) =>
        LockCheck.Offline(pins, pins.Lock.ToBytes(), new DateOnly(year, 11, 1));

    private static async Task<ToolPins> PinnedAsync(PublisherWorld world, params string[] names)
    {
        List<LockedTool> tools = [];
        foreach (string name in names)
        {
            tools.Add((await world.ResolveAsync(name)).Pin!);
        }
        return new ToolPins(world.Catalogue, Shipped.Lock with { Tools = tools });
    }

    private static Task<IReadOnlyList<PinFinding>> CheckAsync(PublisherWorld world, ToolPins pins) =>
        new SourceCheck(world.Session()).RunAsync(pins, Cancel);

    [Fact]
    public async Task Tags_whose_commit_is_not_recorded_are_named_because_one_may_have_moved()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.54.1");
        LockedTool pin = (await world.ResolveAsync("yq")).Pin!;
        DateOnly today = DateOnly.FromDateTime(PublisherWorld.Now.UtcDateTime);

        PinFinding[] Untagged(LockedTool tool)
        {
            ToolPins pins = new(world.Catalogue, Shipped.Lock with { Tools = [tool] });
            return
            [
                .. LockCheck
                    .Offline(pins, pins.Lock.ToBytes(), today)
                    .Where(finding => finding.Found.Contains("no commit is recorded", StringComparison.Ordinal)),
            ];
        }

        Assert.Empty(Untagged(pin));
        PinFinding unknown = Assert.Single(Untagged(pin with { Commit = null }));
        Assert.Equal(
            (PinFindingLevel.Note, "no commit is recorded of the tags of yq; whether one moved is unknown"),
            (unknown.Level, unknown.Found)
        );
    }

    [Fact]
    public void Each_candidate_is_shown_and_does_not_fail_the_check()
    {
        IReadOnlyList<PinFinding> findings = Offline(Shipped);

        Assert.Contains(
            findings,
            finding => finding.Pin == "osm 1.0.0" && finding.Found.Contains("candidate", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(findings, finding => finding.Pin.StartsWith("kubectl ", StringComparison.Ordinal));
        Assert.All(findings, finding => Assert.Equal(PinFindingLevel.Note, finding.Level));
    }

    [Fact]
    public void The_archived_tool_is_told_with_the_switch() =>
        Assert.Contains(
            Offline(Shipped),
            finding => finding.Cure.Contains("set tools.osm=false", StringComparison.Ordinal)
        );

    [Fact]
    public void A_review_that_is_due_fails_the_check() =>
        Assert.Contains(
            Offline(Shipped, 2028),
            finding =>
                finding.Level == PinFindingLevel.Problem
                && finding.Found.Contains("review was due", StringComparison.Ordinal)
        );

    [Fact]
    public void A_lock_that_was_edited_by_hand_fails_the_check() =>
        Assert.Contains(
            LockCheck.Offline(Shipped, [.. Shipped.Lock.ToBytes(), (byte)'\n'], new DateOnly(2026, 11, 1)),
            finding => finding.Found.Contains("canonical", StringComparison.Ordinal)
        );

    [Fact]
    public void A_lock_that_the_catalogue_does_not_stand_for_fails_the_check() =>
        Assert.Contains(
            Offline(Shipped with { Lock = Shipped.Lock with { Tools = [.. Shipped.Lock.Tools.Skip(1)] } }),
            finding => finding.Found.Contains("tools.azure-cli is missing", StringComparison.Ordinal)
        );

    [Fact]
    public void A_base_image_that_azure_no_longer_offers_fails_the_check_with_the_newest_one()
    {
        LockedBaseImage image = Shipped.Lock.BaseImages[0];

        Assert.Null(LockCheck.Offered(image, ["24.04.1", image.Version]));
        Assert.Contains(
            "24.04.209901010",
            LockCheck.Offered(image, ["24.04.209901010"])!.Found,
            StringComparison.Ordinal
        );
        Assert.Contains("any version", LockCheck.Offered(image, [])!.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pins_that_all_sources_still_stand_for_have_no_problem()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("kubelogin", "0.2.20");
        world.Publish("terraform", "1.16.5");
        world.Publish("azure-cli", "2.91.0");
        world.PublishPackage("2.91.0-1~noble", "noble");
        world.PublishPackage("2.91.0-1~jammy", "jammy");
        ToolPins pins = await PinnedAsync(world, "kubelogin", "terraform", "azure-cli");
        world.Publish("kubelogin", "0.2.21", daysAgo: 20);

        Assert.DoesNotContain(await CheckAsync(world, pins), finding => finding.Level == PinFindingLevel.Problem);
    }

    [Fact]
    public async Task A_pin_of_one_architecture_asks_nothing_of_the_other()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("osm", "1.0.0");
        world.Publish("azure-cli", "2.91.0");
        world.PublishPackage("2.91.0-1~noble", "noble");
        world.PublishPackage("2.91.0-1~jammy", "jammy");
        ToolPins both = await PinnedAsync(world, "osm", "azure-cli");
        ToolPins one = both with
        {
            Lock = both.Lock with
            {
                Tools = [.. both.Lock.Tools.Select(tool => tool with { Artifacts = [tool.Find("amd64", "noble")!] })],
            },
        };
        JsonArray assets = world.Server.Releases["openservicemesh/osm"][0]["assets"]!.AsArray();
        assets.RemoveAt(1);
        world.Break(world.Tool("azure-cli").Apt!.Repository + "/dists/jammy/InRelease", Fault.Missing);

        Assert.Empty(await CheckAsync(world, one));
    }

    [Fact]
    public async Task A_file_that_is_gone_fails_the_check()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("kubectl", "1.37.1");
        ToolPins pins = await PinnedAsync(world, "kubectl");
        world.Break(world.Tool("kubectl").UrlOf("1.37.1", "arm64"), Fault.Missing);

        Assert.Contains(
            await CheckAsync(world, pins),
            finding => finding.Found.EndsWith("arm64/kubectl returned 404", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_file_of_another_size_fails_the_check()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("kubectl", "1.37.1");
        ToolPins pins = await PinnedAsync(world, "kubectl");
        world.Put(world.Tool("kubectl").UrlOf("1.37.1", "amd64"), [1, 2, 3]);

        Assert.Contains(
            await CheckAsync(world, pins),
            finding => finding.Found.Contains("has 3 bytes, but the lock has", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_checksum_file_that_states_another_digest_fails_the_check_with_both()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("kubectl", "1.37.1");
        ToolPins pins = await PinnedAsync(world, "kubectl");
        string other = new('a', 64);
        world.Put(
            world.Tool("kubectl").UrlOf("1.37.1", "amd64") + ".sha256",
            System.Text.Encoding.UTF8.GetBytes(other)
        );

        PinFinding finding = Assert.Single(await CheckAsync(world, pins));

        Assert.Contains(other, finding.Found, StringComparison.Ordinal);
        Assert.Contains(pins.Lock.Tools[0].Find("amd64", "")!.Sha256, finding.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_release_that_was_withdrawn_fails_the_check()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.54.1");
        ToolPins pins = await PinnedAsync(world, "yq");
        world.Server.Releases["mikefarah/yq"].Clear();

        Assert.Contains(
            await CheckAsync(world, pins),
            finding => finding.Found.Contains("no longer has a release v4.54.1", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_newer_release_is_told_and_fails_nothing()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.54.1");
        ToolPins pins = await PinnedAsync(world, "yq");
        Assert.Empty(await CheckAsync(world, pins));
        world.Publish("yq", "4.55.0");

        PinFinding finding = Assert.Single(await CheckAsync(world, pins));

        Assert.Equal((PinFindingLevel.Note, "newer: 4.55.0"), (finding.Level, finding.Found));
        Assert.Equal("./build.sh --target=Update --tools=yq", finding.Cure);
    }

    [Fact]
    public async Task A_repository_that_was_archived_fails_the_check()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.54.1");
        ToolPins pins = await PinnedAsync(world, "yq");
        world.Server.Archived["mikefarah/yq"] = true;

        Assert.Contains(
            await CheckAsync(world, pins),
            finding => finding.Found.Contains("has been archived", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_redirect_to_a_host_that_the_egress_list_does_not_hold_fails_the_check()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.54.1");
        ToolPins pins = await PinnedAsync(world, "yq");
        ToolPins strict = pins with
        {
            Catalogue = pins.Catalogue with { RedirectHosts = new Dictionary<string, string>() },
        };

        Assert.Empty(await CheckAsync(world, pins));
        Assert.Contains(
            await CheckAsync(world, strict),
            finding =>
                finding.Found.Contains("redirects to release-assets.githubusercontent.com", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_archived_tool_and_the_changed_licence_are_told_to_whoever_builds() =>
        Assert.Equal(
            ["osm", "terraform"],
            Shipped.Warnings(SampleSettings.Read()).Select(warning => warning.Split(':')[0])
        );

    [Fact]
    public void A_tool_that_is_switched_off_warns_nobody() =>
        Assert.DoesNotContain(
            Shipped.Warnings(SampleSettings.Read("tools.osm=false")),
            warning => warning.StartsWith("osm", StringComparison.Ordinal)
        );

    [Fact]
    public async Task A_signature_that_was_exchanged_fails_the_check()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("terraform", "1.16.5");
        ToolPins pins = await PinnedAsync(world, "terraform");
        ToolDefinition terraform = world.Tool("terraform");
        world.Put(terraform.Expand(terraform.Signature!.Url, "1.16.5", ""), [1, 2, 3]);

        Assert.Contains(
            await CheckAsync(world, pins),
            finding => finding.Found.Contains("cannot be trusted", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_file_of_which_nobody_states_a_digest_is_hashed_again()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.54.1", withDigests: false);
        LockedTool yq = (await world.ResolveAsync("yq", download: true)).Pin!;
        ToolPins pins = new(world.Catalogue, Shipped.Lock with { Tools = [yq] });

        Assert.Empty(await CheckAsync(world, pins));
        world.Break(yq.Artifacts[0].Url, Fault.Corrupt);
        Assert.Contains(
            await CheckAsync(world, pins),
            finding => finding.Found.Contains("must not change", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_table_has_every_finding_with_its_cure_problems_first()
    {
        PinFinding note = PinFinding.Note("yq 4.54.1", "a candidate", "update");
        PinFinding problem = PinFinding.Problem("lock", "the review was due", "review");

        IReadOnlyList<string> lines = FindingTable.Lines([note, problem]);

        Assert.Equal(6, lines.Count);
        Assert.StartsWith("problem  lock       the review was due", lines[2], StringComparison.Ordinal);
        Assert.EndsWith("cure: update", lines[5], StringComparison.Ordinal);
    }

    [Fact]
    public void The_record_of_a_check_says_which_lock_was_checked_and_how_far()
    {
        string file = Path.GetTempFileName();
        try
        {
            PinFinding problem = PinFinding.Problem("lock", "x", "y");
            CheckRecord record = new(Shipped.Lock.Digest, PublisherWorld.Now, true, false, ["helm 4.3.0"], [problem]);
            record.Save(file);
            JsonNode saved = JsonNode.Parse(File.ReadAllText(file))!;

            Assert.Equal(Shipped.Lock.Digest, (string?)saved["lockDigest"]);
            Assert.Equal("2026-11-01T12:00:00Z", (string?)saved["checkedAt"]);
            Assert.False((bool)saved["passed"]!);
            Assert.Equal("helm 4.3.0", (string?)saved["compared"]![0]);
            Assert.Contains(
                "1 problem;",
                Assert.Throws<PinSourceException>(record.RequirePassed).Message,
                StringComparison.Ordinal
            );
        }
        finally
        {
            File.Delete(file);
        }
    }
}
