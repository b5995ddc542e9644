using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Jumpbox.Pins;
using Jumpbox.Signing.Tests;
using Jumpbox.Tools;
using Microsoft.AspNetCore.Http;

namespace Jumpbox.Tests.Tools;

/// <summary>Proofs that publishers offer beside checksums and OpenPGP, made by a Sigstore instance of the test.</summary>
public sealed class ProvingOrigin
{
    private const string Version = "4.60.0";
    private const string Workflow = "https://github.com/mikefarah/yq/.github/workflows/release.yml@refs/tags/{tag}";

    private static readonly string Root = SigstoreLab.Shared.Root().ToJsonString();

    private static ProofSource Proof(
        VerificationKind form = VerificationKind.Sigstore,
        string? url = "{url}.sigstore.json",
        string? since = null
    ) => new(form, ProofCover.File, url, Workflow, ProofSource.GitHubIssuer, since);

    private static async Task<PublisherWorld> WorldAsync(params ProofSource[] proofs)
    {
        PublisherWorld world = await PublisherWorld.StartAsync();
        world.Demand("yq", proofs);
        world.PutTrust("lab-2026-10-01.trusted_root.json", Root);
        world.Publish("yq", Version);
        return world;
    }

    private static string[] Architectures(PublisherWorld world) => [.. world.Tool("yq").Architectures.Keys];

    private static LabRecipe Recipe(string version = Version)
    {
        string signer = Workflow.Replace("{tag}", $"v{version}", StringComparison.Ordinal);
        return new LabRecipe(LabKind.Rekor1)
        {
            Subject = signer,
            Claims = new()
            {
                [9] = signer,
                [12] = "https://github.com/mikefarah/yq",
                [14] = $"refs/tags/v{version}",
                [16] = "https://github.com/mikefarah",
                [18] = signer,
            },
        };
    }

    private static LabRecipe Provenance(string name, string sha256, string version = Version) =>
        Recipe(version) with
        {
            Payload =
                $$$"""{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"{{{name}}}","digest":{"sha256":"{{{sha256}}}"}}],"predicateType":"https://slsa.dev/provenance/v1","predicate":{}}""",
        };

    private static byte[] Bytes(LabRecipe recipe) =>
        Encoding.UTF8.GetBytes(SigstoreLab.Shared.Bundle(recipe).ToJsonString());

    private static void Sign(PublisherWorld world, string version = Version, Func<LabRecipe, LabRecipe>? change = null)
    {
        foreach (string architecture in Architectures(world))
        {
            LabRecipe recipe = Recipe(version) with { File = PublisherWorld.Content("yq", version, architecture) };
            world.Put(
                $"{world.Tool("yq").UrlOf(version, architecture)}.sigstore.json",
                Bytes(change?.Invoke(recipe) ?? recipe)
            );
        }
    }

    [Fact]
    public async Task A_bundle_over_each_file_is_recorded_with_its_signer()
    {
        await using PublisherWorld world = await WorldAsync(Proof());
        Sign(world);

        ToolResolution found = await world.ResolveAsync("yq");

        Assert.Null(found.Failure);
        Verification confirmed = Assert.Single(found.Pin!.Artifacts[0].Verified, one => one.IsSigned);
        Assert.Equal(
            (VerificationKind.Sigstore, Workflow.Replace("{tag}", $"v{Version}", StringComparison.Ordinal)),
            (confirmed.Kind, confirmed.Source)
        );
        Assert.Equal(ProofSource.GitHubIssuer, confirmed.Issuer);
    }

    [Fact]
    public async Task The_signer_survives_the_lock()
    {
        await using PublisherWorld world = await WorldAsync(Proof());
        Sign(world);
        LockedTool pin = (await world.ResolveAsync("yq")).Pin!;
        ToolLock written = ToolPins.Load(SampleSettings.Root).Lock with { Tools = [pin] };

        ToolLock read = ToolLock.Parse(Encoding.UTF8.GetString(written.ToBytes()));

        Assert.Equal(pin.Artifacts[0].Verified, read.Tools[0].Artifacts[0].Verified);
    }

    [Fact]
    public async Task A_release_without_its_bundle_is_left_out_with_the_reason()
    {
        await using PublisherWorld world = await WorldAsync(Proof());

        ToolResolution found = await world.ResolveAsync("yq");

        Assert.Contains("its proof", found.Failure);
        Assert.Contains("does not exist", found.Failure);
    }

    [Theory]
    [InlineData("another file", "cannot be trusted")]
    [InlineData("another workflow", "subject alternative name")]
    [InlineData("another issuer", "issuer")]
    [InlineData("no log entry of it", "(step LogBody)")]
    [InlineData("a certificate that was never published", "(step CertificateTransparency)")]
    public async Task A_proof_that_does_not_hold_stops_the_update(string wrong, string told)
    {
        await using PublisherWorld world = await WorldAsync(Proof());
        Sign(
            world,
            change: recipe =>
                wrong switch
                {
                    "another file" => recipe with { File = [1, 2, 3] },
                    "another workflow" => recipe with
                    {
                        Subject = "https://github.com/evil/yq/.github/workflows/x.yml@refs/tags/v1",
                    },
                    "another issuer" => recipe with { Claims = new(recipe.Claims) { [8] = "https://evil.example" } },
                    "no log entry of it" => recipe with
                    {
                        Record = body => body.Replace("\"content\":\"M", "\"content\":\"N", StringComparison.Ordinal),
                    },
                    _ => recipe with { HasSct = false },
                }
        );

        string? failure = (await world.ResolveAsync("yq")).Failure;

        Assert.Contains("cannot be trusted", failure);
        Assert.Contains(told, failure);
    }

    [Fact]
    public async Task A_version_from_before_the_proofs_needs_none()
    {
        await using PublisherWorld world = await WorldAsync(Proof(since: "4.61.0"));

        Assert.Null((await world.ResolveAsync("yq")).Failure);
    }

    [Fact]
    public async Task What_was_signed_last_time_must_be_signed_this_time()
    {
        await using PublisherWorld world = await WorldAsync(Proof());
        Sign(world);
        LockedTool signed = (await world.ResolveAsync("yq")).Pin!;
        world.Publish("yq", "4.61.0", daysAgo: 30);
        Sign(world, "4.61.0");
        Assert.Null((await world.ResolveAsync("yq", signed)).Failure);
        world.Demand("yq");

        string? failure = (await world.ResolveAsync("yq", signed)).Failure;

        Assert.Contains("is no longer signed", failure);
        Assert.Contains("--accept=yq", failure);
    }

    [Theory]
    [InlineData("4.61.0", 30)]
    [InlineData(Version, 60)]
    public async Task A_proof_that_is_missing_stops_the_update_where_the_pin_was_signed(string offered, int daysAgo)
    {
        await using PublisherWorld world = await WorldAsync(Proof());
        world.Publish("yq", "4.59.0", daysAgo: 90);
        Sign(world);
        Sign(world, "4.59.0");
        LockedTool signed = (await world.ResolveAsync("yq")).Pin!;
        if (offered == Version)
        {
            Remove(world, Version);
        }
        else
        {
            world.Publish("yq", offered, daysAgo);
        }

        ToolResolution refused = await world.ResolveAsync("yq", signed);

        Assert.Null(refused.Pin);
        Assert.Contains($"{offered} is no longer signed", refused.Failure);
        Assert.Contains("its proof, https://", refused.Failure);
        Assert.Contains("was, by https://github.com/mikefarah/yq", refused.Failure);
        Assert.DoesNotContain("is lower", refused.Failure);
        Assert.Contains("--accept=yq", refused.Failure);
    }

    [Fact]
    public async Task A_missing_proof_that_is_accepted_is_pinned_without_it_and_the_check_says_so()
    {
        await using PublisherWorld world = await WorldAsync(Proof());
        Sign(world);
        LockedTool signed = (await world.ResolveAsync("yq")).Pin!;
        world.Publish("yq", "4.61.0", daysAgo: 30);

        ToolResolution accepted = await AcceptAsync(world, signed);

        Assert.Null(accepted.Failure);
        Assert.Equal("4.61.0", accepted.Pin!.Version);
        Assert.DoesNotContain(accepted.Pin.Artifacts, file => file.Verified.Any(one => one.IsSigned));
        Assert.Contains(
            accepted.Accepted,
            step => step.Contains("4.61.0 is no longer signed", StringComparison.Ordinal)
        );
        Assert.Contains(
            LockUpdate
                .From(world.Catalogue, LockOf(signed), [accepted], null, whole: false, PublisherWorld.Now)
                .Lines(),
            line => line.StartsWith("yq accepted: 4.61.0 is no longer signed", StringComparison.Ordinal)
        );
        PinFinding[] check = await CheckAsync(world, accepted.Pin);
        Assert.DoesNotContain(check, finding => finding.Level == PinFindingLevel.Problem);
        Assert.Contains(check, finding => finding.Found.Contains("is pinned without", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_proof_that_does_not_hold_cannot_be_accepted()
    {
        await using PublisherWorld world = await WorldAsync(Proof());
        Sign(world);
        LockedTool signed = (await world.ResolveAsync("yq")).Pin!;
        world.Publish("yq", "4.61.0", daysAgo: 30);
        Sign(world, "4.61.0", recipe => recipe with { File = [1, 2, 3] });

        Assert.Contains("cannot be trusted", (await AcceptAsync(world, signed)).Failure);
    }

    [Fact]
    public async Task A_proof_that_the_pin_had_and_that_is_missing_now_fails_the_check()
    {
        await using PublisherWorld world = await WorldAsync(Proof());
        Sign(world);
        LockedTool signed = (await world.ResolveAsync("yq")).Pin!;
        Remove(world, Version);

        Assert.Contains(
            await CheckAsync(world, signed),
            finding =>
                finding.Level == PinFindingLevel.Problem
                && finding.Found.Contains("is no longer signed", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_workflow_that_another_repository_called_does_not_sign_for_this_one()
    {
        await using PublisherWorld world = await WorldAsync(Proof());
        Sign(
            world,
            change: recipe =>
                recipe with
                {
                    Claims = new(recipe.Claims)
                    {
                        [12] = "https://github.com/evil/fork",
                        [16] = "https://github.com/evil",
                    },
                }
        );

        Assert.Contains(
            "the certificate's repository is 'https://github.com/evil/fork', expected 'https://github.com/mikefarah/yq'",
            (await world.ResolveAsync("yq")).Failure
        );
    }

    private static Task<ToolResolution> AcceptAsync(PublisherWorld world, LockedTool locked) =>
        world
            .Resolver()
            .ResolveAsync(
                world.Tool("yq"),
                locked,
                new ResolveOptions(TimeSpan.FromDays(7), false) { Accepted = ["yq"] },
                TestContext.Current.CancellationToken
            );

    private static async Task<PinFinding[]> CheckAsync(PublisherWorld world, LockedTool pin)
    {
        ToolPins pins = new(world.Catalogue, LockOf(pin));
        return [.. await new SourceCheck(world.Session()).RunAsync(pins, TestContext.Current.CancellationToken)];
    }

    private static ToolLock LockOf(LockedTool pin) => ToolPins.Load(SampleSettings.Root).Lock with { Tools = [pin] };

    private static void Remove(PublisherWorld world, string version)
    {
        foreach (string architecture in Architectures(world))
        {
            world.Remove($"{world.Tool("yq").UrlOf(version, architecture)}.sigstore.json");
        }
    }

    [Fact]
    public async Task A_file_of_attestations_has_one_for_each_file()
    {
        await using PublisherWorld world = await WorldAsync(
            Proof(
                VerificationKind.Attestation,
                "https://github.com/mikefarah/yq/releases/download/{tag}/attestation.json"
            )
        );
        IEnumerable<string> lines = Architectures(world)
            .Select(architecture => Provenance(architecture, Sha256(architecture)))
            .Select(recipe => Encoding.UTF8.GetString(Bytes(recipe)));
        world.Put(
            $"https://github.com/mikefarah/yq/releases/download/v{Version}/attestation.json",
            Encoding.UTF8.GetBytes(string.Join('\n', lines))
        );

        Assert.Null((await world.ResolveAsync("yq")).Failure);
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, "without its bundle")]
    public async Task GitHubs_own_attestations_are_read_from_its_api(bool isInlined, string? told)
    {
        await using PublisherWorld world = await WorldAsync(Proof(VerificationKind.Attestation, url: null));
        world.Server.Misbehave = async context =>
        {
            string path = context.Request.Path.Value!;
            string[] digest = path.Split("/attestations/sha256:");
            if (digest.Length < 2)
            {
                return false;
            }
            JsonObject entry = isInlined
                ? new JsonObject { ["bundle"] = SigstoreLab.Shared.Bundle(Provenance("f", digest[1])) }
                : new JsonObject { ["bundle_url"] = "https://elsewhere.example/x" };
            context.Response.ContentType = "application/json; charset=utf-8";
            await context.Response.WriteAsync(
                new JsonObject { ["attestations"] = new JsonArray(entry) }.ToJsonString()
            );
            return true;
        };

        string? failure = (await world.ResolveAsync("yq")).Failure;

        Assert.Equal(told is null, failure is null);
        Assert.Contains(told ?? "", failure ?? "");
    }

    [Fact]
    public async Task A_provenance_of_another_release_is_refused()
    {
        await using PublisherWorld world = await WorldAsync(
            Proof(VerificationKind.Provenance, "{url}.intoto.jsonl") with
            {
                Identity = Workflow.Replace("{tag}", "v4.59.0", StringComparison.Ordinal),
            }
        );
        foreach (string architecture in Architectures(world))
        {
            world.Put(
                $"{world.Tool("yq").UrlOf(Version, architecture)}.intoto.jsonl",
                Bytes(Provenance("f", Sha256(architecture), "4.59.0"))
            );
        }

        Assert.Contains("the certificate's ref is 'refs/tags/v4.59.0'", (await world.ResolveAsync("yq")).Failure);
    }

    [Theory]
    [InlineData(
        "lab-2025-10-01.trusted_root.json",
        "at most 365 days old; too old, from the future or without a date: scripts/trust/lab-2025-10-01"
    )]
    [InlineData("lab.trusted_root.json", "without a date: scripts/trust/lab.trusted_root.json")]
    [InlineData("lab-2099-01-01.trusted_root.json", "from the future or without a date: scripts/trust/lab-2099-01-01")]
    public async Task A_trusted_root_that_is_too_old_proves_nothing(string name, string told)
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Demand("yq", Proof());
        world.PutTrust(name, Root);
        world.Publish("yq", Version);
        Sign(world);

        Assert.Contains(told, (await world.ResolveAsync("yq")).Failure);
        Assert.Single(world.Trust.Findings(DateOnly.FromDateTime(PublisherWorld.Now.UtcDateTime)));
    }

    [Fact]
    public async Task A_trusted_root_whose_content_is_broken_or_over_fails_the_check_whatever_its_name_says()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        JsonObject over = SigstoreLab.Shared.Root();
        foreach (JsonNode? authority in over["certificateAuthorities"]!.AsArray())
        {
            authority!["validFor"] = new JsonObject
            {
                ["start"] = "2020-01-01T00:00:00Z",
                ["end"] = "2026-09-30T00:00:00Z",
            };
        }
        world.PutTrust("broken-2026-10-01.trusted_root.json", "{}");
        world.PutTrust("over-2026-10-01.trusted_root.json", over.ToJsonString());

        PinFinding[] found = [.. world.Trust.Findings(DateOnly.FromDateTime(PublisherWorld.Now.UtcDateTime))];

        Assert.All(found, finding => Assert.Equal(PinFindingLevel.Problem, finding.Level));
        Assert.Contains("is not a trusted root", found[0].Found);
        Assert.Contains("ended on 2026-09-30", found[1].Found);
    }

    [Fact]
    public void The_shipped_root_counts_and_its_authorities_have_years_left() =>
        Assert.Empty(
            new TrustFiles([Path.Combine(SampleSettings.Root, TrustFiles.Folder)]).Findings(new DateOnly(2026, 9, 1))
        );

    [Fact]
    public async Task A_trusted_root_that_will_be_too_old_soon_is_told()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.PutTrust("lab-2025-12-15.trusted_root.json", Root);

        Assert.Empty(world.Trust.Findings(new DateOnly(2026, 10, 1)));
        PinFinding soon = Assert.Single(world.Trust.Findings(new DateOnly(2026, 11, 1)));
        Assert.Equal("it counts until 2026-12-15", soon.Found);
    }

    [Theory]
    [InlineData("""{"form":"sigstore","identity":"x"}""", "proofs[0].url")]
    [InlineData("""{"form":"minisign","identity":"RW","url":"{url}.minisig"}""", "proofs[0].covers")]
    [InlineData("""{"form":"sigstore","identity":"x","url":"{url}.s","covers":"checksums"}""", "a checksum too")]
    [InlineData("""{"form":"other","identity":"x","url":"{url}.s"}""", "sigstore, attestation, provenance, minisign")]
    [InlineData("""{"form":"sigstore","identity":"x","url":"{url}.s","since":"new"}""", "a version")]
    public void A_wrong_proof_in_the_catalogue_says_what_is_wrong(string proof, string told)
    {
        string catalogue = File.ReadAllText(Path.Combine(SampleSettings.Root, ToolCatalogue.DefaultPath));
        JsonObject document = JsonNode.Parse(catalogue)!.AsObject();
        JsonNode yq = document["tools"]!.AsArray().Single(tool => (string?)tool!["name"] == "yq")!;
        yq["proofs"] = new JsonArray(JsonNode.Parse(proof));
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, document.ToJsonString());
            Assert.Contains(told, Assert.Throws<PinException>(() => ToolCatalogue.Load(path)).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Sha256(string architecture) =>
        Convert.ToHexStringLower(SHA256.HashData(PublisherWorld.Content("yq", Version, architecture)));
}
