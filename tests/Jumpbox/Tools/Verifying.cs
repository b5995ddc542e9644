using System.Text;
using System.Text.Json.Nodes;
using Jumpbox.Pins;
using Jumpbox.Tools;
using Org.BouncyCastle.Bcpg;

namespace Jumpbox.Tests.Tools;

public sealed class Verifying
{
    private const string Digest = "8e34fc298390875de416e6a4afcb8cabeceb25d9aa8506c1a2f9353cf702ea5f";
    private const string Zeros = "0000000000000000000000000000000000000000000000000000000000000000";
    private static readonly byte[] Data = Encoding.UTF8.GetBytes($"{Digest}  terraform_1.16.5_linux_amd64.zip\n");

    [Theory]
    [InlineData(ChecksumForm.Bare, Digest + "\n")]
    [InlineData(ChecksumForm.Bare, "8E34FC298390875DE416E6A4AFCB8CABECEB25D9AA8506C1A2F9353CF702EA5F")]
    [InlineData(ChecksumForm.Named, Digest + "  tool.zip\n")]
    [InlineData(ChecksumForm.Named, Digest + " *tool.zip\r\n")]
    [InlineData(
        ChecksumForm.SumsFile,
        "0000000000000000000000000000000000000000000000000000000000000000  other.zip\n" + Digest + "  ./tool.zip\n"
    )]
    [InlineData(ChecksumForm.SumsFile, Digest + "  dist/linux/tool.zip\n")]
    [InlineData(ChecksumForm.SumsFile, "SHA256 (tool.zip) = " + Digest + "\n")]
    [InlineData(ChecksumForm.SumsFile, "MD5 (x) = 00\nSHA256 (./tool.zip) = " + Digest + "\r\n")]
    [InlineData(ChecksumForm.SumsFile, "BLAKE2s (tool.zip) = " + Zeros + "\nSHA256 (tool.zip) = " + Digest + "\n")]
    [InlineData(ChecksumForm.SumsFile, Digest + Digest + "  tool.zip\n" + Digest + "  tool.zip\n")]
    public void A_digest_is_found_in_each_form_of_checksum_file(ChecksumForm form, string text) =>
        Assert.Equal(Digest, ChecksumFile.Find(form, text, "tool.zip"));

    [Theory]
    [InlineData(ChecksumForm.Bare, "")]
    [InlineData(ChecksumForm.Bare, "<?xml version=\"1.0\"?><Error><Code>BlobNotFound</Code></Error>")]
    [InlineData(ChecksumForm.Bare, Digest + "00")]
    [InlineData(ChecksumForm.Named, Digest + "  other.zip\n")]
    [InlineData(ChecksumForm.Named, "8e34fc  tool.zip\n")]
    [InlineData(ChecksumForm.SumsFile, Digest + "  tool.zip.sig\n")]
    [InlineData(
        ChecksumForm.SumsFile,
        Digest + "  tool.zip\n0000000000000000000000000000000000000000000000000000000000000000  tool.zip\n"
    )]
    public void Anything_else_is_no_digest(ChecksumForm form, string text) =>
        _ = Assert.Throws<PinSourceException>(() => ChecksumFile.Find(form, text, "tool.zip"));

    [Theory]
    [InlineData(ChecksumForm.Bare, Digest + Digest)]
    [InlineData(ChecksumForm.SumsFile, Digest + Digest + "  tool.zip\n")]
    [InlineData(ChecksumForm.SumsFile, "SHA512 (tool.zip) = " + Digest + Digest + "\n")]
    [InlineData(ChecksumForm.SumsFile, "SHA3-256 (tool.zip) = " + Digest + "\n")]
    public void A_release_whose_checksum_is_of_another_kind_is_left_out(ChecksumForm form, string text) =>
        _ = Assert.Throws<ReleaseRefusedException>(() => ChecksumFile.Find(form, text, "tool.zip"));

    [Fact]
    public void A_good_signature_of_the_pinned_key_is_good()
    {
        TestKey key = new(PublisherWorld.Now.AddYears(-2));

        Assert.Null(Check(key, key.Sign(Data, PublisherWorld.Now.AddDays(-1))));
    }

    [Fact]
    public void A_good_signature_by_an_expired_key_is_a_failure()
    {
        TestKey key = new(PublisherWorld.Now.AddYears(-2), lifetime: TimeSpan.FromDays(365));

        Assert.Contains(
            "expired on 2025-11-01",
            Check(key, key.Sign(Data, PublisherWorld.Now.AddYears(-2).AddDays(9))),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_good_signature_by_a_revoked_key_is_a_failure()
    {
        TestKey key = new(PublisherWorld.Now.AddYears(-2), revoked: true);

        Assert.Contains(
            "is revoked",
            Check(key, key.Sign(Data, PublisherWorld.Now.AddDays(-1))),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_good_signature_by_another_key_is_a_failure()
    {
        TestKey pinned = new(PublisherWorld.Now.AddYears(-2));
        TestKey other = new(PublisherWorld.Now.AddYears(-2), stranger: true);

        Assert.Contains(
            "not by the pinned key",
            Check(pinned, other.Sign(Data, PublisherWorld.Now)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Another_key_at_the_publishers_address_is_a_failure()
    {
        TestKey pinned = new(PublisherWorld.Now.AddYears(-2));
        TestKey other = new(PublisherWorld.Now.AddYears(-2), stranger: true);
        byte[] signature = other.Sign(Data, PublisherWorld.Now);

        string? problem = OpenPgp.CheckDetached(
            Data,
            signature,
            other.Armoured,
            pinned.Fingerprint,
            PublisherWorld.Now
        );

        Assert.Contains($"does not contain the pinned key {pinned.Fingerprint}", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_signature_over_other_data_is_a_failure()
    {
        TestKey key = new(PublisherWorld.Now.AddYears(-2));
        byte[] signature = key.Sign(Data, PublisherWorld.Now);

        string? problem = OpenPgp.CheckDetached(
            [.. Data, 1],
            signature,
            key.Armoured,
            key.Fingerprint,
            PublisherWorld.Now
        );

        Assert.Contains("does not match", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_signature_with_sha1_is_a_failure()
    {
        TestKey key = new(PublisherWorld.Now.AddYears(-2));

        Assert.Contains(
            "no longer secure",
            Check(key, key.Sign(Data, PublisherWorld.Now, HashAlgorithmTag.Sha1)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_signature_that_has_expired_or_is_not_made_yet_is_a_failure()
    {
        TestKey key = new(PublisherWorld.Now.AddYears(-2));
        byte[] expired = key.Sign(Data, PublisherWorld.Now.AddDays(-9), lifetime: TimeSpan.FromDays(1));
        byte[] future = key.Sign(Data, PublisherWorld.Now.AddDays(9));

        Assert.Contains("expired on 2026-10-24", Check(key, expired), StringComparison.Ordinal);
        Assert.Contains("in the future", Check(key, future), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>404</html>")]
    [InlineData("-----BEGIN PGP SIGNATURE-----\n\nAAAA\n-----END PGP SIGNATURE-----\n")]
    public void Rubbish_in_place_of_a_signature_is_a_failure_and_no_crash(string signature)
    {
        TestKey key = new(PublisherWorld.Now.AddYears(-2));

        Assert.NotNull(Check(key, Encoding.UTF8.GetBytes(signature)));
        Assert.NotNull(
            OpenPgp.CheckDetached(
                Data,
                key.Sign(Data, PublisherWorld.Now),
                Encoding.UTF8.GetBytes(signature),
                key.Fingerprint,
                PublisherWorld.Now
            )
        );
    }

    [Fact]
    public void A_clear_signed_text_is_given_only_where_the_signature_is_good()
    {
        TestKey key = new(PublisherWorld.Now.AddYears(-2));
        byte[] signed = key.ClearSign("Codename: noble\n- a dash\ntrailing \nend", PublisherWorld.Now);
        byte[] changed = Encoding.UTF8.GetBytes(
            Encoding.UTF8.GetString(signed).Replace("noble", "jammy", StringComparison.Ordinal)
        );

        (string? problem, string text) = OpenPgp.CheckClearText(
            signed,
            key.Armoured,
            key.Fingerprint,
            PublisherWorld.Now
        );
        (string? wrong, string nothing) = OpenPgp.CheckClearText(
            changed,
            key.Armoured,
            key.Fingerprint,
            PublisherWorld.Now
        );

        Assert.Null(problem);
        Assert.StartsWith("Codename: noble\n- a dash\n", text, StringComparison.Ordinal);
        Assert.Contains("does not match", wrong, StringComparison.Ordinal);
        Assert.Empty(nothing);
    }

    [Fact]
    public async Task Two_sources_that_disagree_stop_the_update_and_both_values_are_shown()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("kubelogin", "0.2.20");
        string url = world.Tool("kubelogin").UrlOf("0.2.20", "arm64") + ".sha256";
        string real = Encoding.UTF8.GetString(world.Get(url))[..64];
        world.Put(url, Encoding.UTF8.GetBytes($"{Digest}  kubelogin-linux-arm64.zip\n"));

        string? failure = (await world.ResolveAsync("kubelogin")).Failure;

        Assert.Contains("disagree", failure, StringComparison.Ordinal);
        Assert.Contains(real, failure, StringComparison.Ordinal);
        Assert.Contains(Digest, failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_downloaded_file_that_is_not_what_was_stated_stops_the_update()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.54.1");
        world.Break(world.Tool("yq").UrlOf("4.54.1", "amd64"), Fault.Corrupt);

        Assert.Contains(
            "the downloaded file states",
            (await world.ResolveAsync("yq", download: true)).Failure,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_download_that_breaks_off_is_told_and_the_signed_address_is_not()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.54.1");
        world.Break(world.Tool("yq").UrlOf("4.54.1", "amd64"), Fault.Truncated);

        string? failure = (await world.ResolveAsync("yq", download: true)).Failure;

        Assert.Contains("broke off", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_busy_server_is_asked_again()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("kubectl", "1.37.1");
        world.Break(world.Tool("kubectl").UrlOf("1.37.1", "amd64") + ".sha256", Fault.BusyOnce);

        Assert.Null((await world.ResolveAsync("kubectl")).Failure);
    }

    [Fact]
    public async Task A_missing_checksum_file_leaves_the_release_out()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("kubectl", "1.37.1");
        world.Break(world.Tool("kubectl").UrlOf("1.37.1", "arm64") + ".sha256", Fault.Missing);

        ToolResolution result = await world.ResolveAsync("kubectl");

        Assert.Null(result.Pin);
        Assert.Contains(result.Refused, release => release.Reason.Contains("checksum file", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_missing_signature_leaves_the_release_out()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("terraform", "1.16.5");
        ToolDefinition terraform = world.Tool("terraform");
        world.Break(terraform.Expand(terraform.Signature!.Url, "1.16.5", ""), Fault.Missing);

        Assert.Contains("signature", (await world.ResolveAsync("terraform")).Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_any_stated_digest_needs_the_download()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.54.1", withDigests: false);

        Assert.Contains("--download", (await world.ResolveAsync("yq")).Failure, StringComparison.Ordinal);
        Assert.Equal(
            [VerificationKind.Hashed],
            (await world.ResolveAsync("yq", download: true))
                .Pin!.Artifacts[0]
                .Verified.Select(confirmation => confirmation.Kind)
        );
    }

    [Fact]
    public async Task Signed_checksums_of_a_wrong_signer_stop_the_update()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("terraform", "1.16.5");
        ToolDefinition terraform = world.Tool("terraform");
        byte[] sums = world.Get(terraform.Expand(terraform.Checksum!.Url, "1.16.5", ""));
        TestKey stranger = new(PublisherWorld.Now.AddYears(-2), stranger: true);
        world.Put(terraform.Expand(terraform.Signature!.Url, "1.16.5", ""), stranger.Sign(sums, PublisherWorld.Now));

        Assert.Contains("cannot be trusted", (await world.ResolveAsync("terraform")).Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_was_extended_is_fetched_again()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("terraform", "1.16.5");
        Assert.Null((await world.ResolveAsync("terraform")).Failure);
        string kept = Path.Combine(world.CacheFolder, $"{world.Key.Fingerprint}.asc");
        await File.WriteAllTextAsync(kept, "spoilt", TestContext.Current.CancellationToken);

        Assert.Null((await world.ResolveAsync("terraform")).Failure);
        Assert.Equal(world.Key.Armoured, await File.ReadAllBytesAsync(kept, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("unsigned index")]
    [InlineData("wrong signer")]
    [InlineData("other suite")]
    public async Task A_package_index_that_the_signature_does_not_cover_stops_the_update(string how)
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("azure-cli", "2.91.0");
        world.PublishPackage("2.91.0-1~jammy", "jammy");
        TestKey? stranger = how == "wrong signer" ? new TestKey(PublisherWorld.Now.AddYears(-2), stranger: true) : null;
        world.PublishPackage("2.91.0-1~noble", "noble", stranger, how == "other suite" ? "bookworm" : null);
        if (how == "unsigned index")
        {
            string index = $"{world.Tool("azure-cli").Apt!.Repository}/dists/noble/main/binary-amd64/Packages.gz";
            world.Put(index, [.. world.Get(index), 0]);
        }

        Assert.NotNull((await world.ResolveAsync("azure-cli")).Failure);
    }

    [Fact]
    public async Task A_released_file_that_has_changed_since_it_was_pinned_stops_the_update()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.54.1");
        LockedTool pinned = (await world.ResolveAsync("yq")).Pin!;
        JsonArray assets = world.Server.Releases["mikefarah/yq"][0]["assets"]!.AsArray();
        assets[0]!["digest"] = $"sha256:{Digest}";

        string? failure = (await world.ResolveAsync("yq", pinned)).Failure;

        Assert.Contains(pinned.Artifacts[0].Sha256, failure, StringComparison.Ordinal);
        Assert.Contains(Digest, failure, StringComparison.Ordinal);
    }

    private static string? Check(TestKey key, byte[] signature) =>
        OpenPgp.CheckDetached(Data, signature, key.Armoured, key.Fingerprint, PublisherWorld.Now);
}
