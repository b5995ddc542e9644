using Jumpbox.Preflight;
using Jumpbox.Settings;
using Jumpbox.Tools;

namespace Jumpbox.Tests.Preflight;

public sealed class ForeseeingTheGate
{
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 10, 0, 0, TimeSpan.Zero);
    private static readonly ToolPins Pins = ToolPins.Load(SampleSettings.Root);

    [Fact]
    public void The_sample_with_a_fresh_check_can_pass() => Assert.Empty(Judge(SampleSettings.Read(), Check(days: 1)));

    [Fact]
    public void A_lock_that_was_not_checked_is_only_information()
    {
        PreflightFinding finding = Assert.Single(Judge(SampleSettings.Read(), null));

        Assert.True(finding.Informs);
        Assert.False(finding.Refuses);
        Assert.Contains("lock-checked", finding.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(14, "")]
    [InlineData(15, "the limit is 14 days: run the target Check again")]
    public void A_check_of_the_lock_may_be_as_old_as_the_settings_allow(int days, string expected)
    {
        string sentence = Judge(SampleSettings.Read(), Check(days)).SingleOrDefault()?.Sentence ?? "";

        Assert.Contains(expected, sentence, StringComparison.Ordinal);
        Assert.Equal(expected.Length == 0, sentence.Length == 0);
    }

    [Fact]
    public void A_check_of_another_lock_or_a_damaged_one_warns()
    {
        string other = Check(1).Replace(Pins.Lock.Digest, new string('0', 64), StringComparison.Ordinal);

        Assert.Contains(
            "the check is of lock 0000",
            Warning(SampleSettings.Read(), other, "lock-checked"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Run the target Check again",
            Warning(SampleSettings.Read(), "{", "lock-checked"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_base_image_that_is_not_allowed_warns()
    {
        JumpboxSettings settings = SampleSettings.Read();
        settings = settings with { Gate = settings.Gate with { AllowedBaseImages = ["Canonical/*/minimal"] } };

        Assert.Contains(
            "Canonical/ubuntu-24_04-lts/server/",
            Warning(settings, Check(1), "base-image"),
            StringComparison.Ordinal
        );

        settings = settings with { Gate = settings.Gate with { AllowedBaseImages = ["*/*/server"] } };
        Assert.Empty(Judge(settings, Check(1)));
    }

    [Fact]
    public void Skips_warn_where_the_gate_does_not_accept_them()
    {
        JumpboxSettings settings = SampleSettings.Read() with
        {
            Skip = new Dictionary<string, string> { ["egress-firewall"] = "checked by the network team" },
        };
        Assert.Empty(Judge(settings, Check(1)));

        settings = settings with { Gate = settings.Gate with { AllowSkips = false } };

        Assert.Contains("egress-firewall is skipped", Warning(settings, Check(1), "prereqs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Selected_tools_with_a_denied_licence_warn()
    {
        JumpboxSettings settings = SampleSettings.Read();
        ToolDefinition tool = Pins.Catalogue.Select(settings.Tools)[0];
        settings = settings with { Gate = settings.Gate with { DeniedLicences = [tool.Licence.ToLowerInvariant()] } };

        string sentence = Warning(settings, Check(1), "licences");

        Assert.Contains($"{tool.Name} ({tool.Licence})", sentence, StringComparison.Ordinal);
        Assert.Contains($"tools.{tool.Name}=false", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("refuse", "none", "", "gate.signers is empty")]
    [InlineData("accept", "none", "", "")]
    [InlineData("refuse", "none", "key:sha256:#", "signing.key is none, so nothing signs")]
    [InlineData("accept", "none", "key:sha256:#", "")]
    [InlineData("refuse", "local", "key:sha256:#", "")]
    [InlineData("refuse", "local", "key:https://v.vault.azure.net/keys/k/%", "signing.key is local")]
    [InlineData("refuse", "https://v.vault.azure.net/keys/k/%", "key:https://V.vault.azure.net/keys/k/%", "")]
    [InlineData(
        "refuse",
        "https://v.vault.azure.net/keys/other/%",
        "key:https://v.vault.azure.net/keys/k/%",
        "is not in gate.signers"
    )]
    [InlineData("refuse", "none", "workflow:o/r/.github/workflows/image.yml@refs/heads/main", "")]
    public void Evidence_that_nothing_can_sign_or_verify_warns(
        string withoutSignature,
        string key,
        string signer,
        string expected
    )
    {
        string Full(string text) =>
            text.Replace("#", new string('a', 64), StringComparison.Ordinal)
                .Replace("%", new string('b', 32), StringComparison.Ordinal);
        JumpboxSettings settings = SampleSettings.Read() with { Cloud = "azure", SigningKey = Full(key) };
        settings = settings with
        {
            Gate = settings.Gate with
            {
                AcceptUnsigned = withoutSignature == "accept",
                Signers = signer.Length == 0 ? [] : [SignerSetting.Parse(Full(signer))!],
            },
        };

        if (expected.Length == 0)
        {
            Assert.Empty(Judge(settings, Check(1)));
        }
        else
        {
            Assert.Contains(expected, Warning(settings, Check(1), "signature"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_lock_with_old_packages_warns()
    {
        JumpboxSettings settings = SampleSettings.Read();
        settings = settings with { Gate = settings.Gate with { MaximumPackageAgeDays = 1 } };

        Assert.Contains("the limit is 1", Warning(settings, Check(1), "maximum-age"), StringComparison.Ordinal);
    }

    private static PreflightFinding[] Judge(JumpboxSettings settings, string? check) =>
        [.. GateForesight.Judge(settings, Pins, check, Now)];

    private static string Warning(JumpboxSettings settings, string? check, string rule)
    {
        PreflightFinding finding = Assert.Single(Judge(settings, check));
        Assert.False(finding.Refuses || finding.Informs);
        Assert.StartsWith(
            $"The gate's rule {rule} will refuse to release the image: ",
            finding.Sentence,
            StringComparison.Ordinal
        );
        return finding.Sentence;
    }

    private static string Check(int days) =>
        $$"""
            {
              "schemaVersion": 2,
              "lockDigest": "{{Pins.Lock.Digest}}",
              "checkedAt": "{{Now.AddDays(-days):yyyy-MM-dd'T'HH:mm:ss'Z'}}",
              "passed": true,
              "offline": false,
              "baseImagesChecked": true,
              "compared": [{{string.Join(
                ", ",
                Pins.Lock.Tools.Select(tool => $"\"{tool.Name} {tool.Version}\"")
            )}}],
              "findings": []
            }
            """;
}
