using Jumpbox.Settings;

namespace Jumpbox.Tests.Settings;

public sealed class EnvironmentsAndRetention
{
    private const string Galleries =
        "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg/providers/Microsoft.Compute/galleries";

    private const string Sets =
        "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg/providers/Microsoft.Compute/diskEncryptionSets";

    private static readonly string[] Gallery =
    [
        "image.distribute.kind=gallery",
        $"image.distribute.galleryImageId={Galleries}/gal/images/jumpbox",
        $"environments.galleryImageIds.prod={Galleries}/prod/images/jumpbox",
        $"environments.galleryImageIds.test={Galleries}/test/images/jumpbox",
    ];

    [Fact]
    public void An_environment_has_its_own_regions_limit_origin_and_proof()
    {
        JumpboxSettings settings = Read(
            "environments.regions.prod=West Europe, eastus2",
            "environments.from.prod=test",
            "environments.maximumAgeDays.prod=14",
            "environments.evidence.prod=tags"
        );

        EnvironmentSettings prod = settings.Environments[0];
        Assert.Equal(("prod", "test", 14, false), (prod.Name, prod.From, prod.MaximumAgeDays, prod.RequiresSignature));
        Assert.Equal(["westeurope", "eastus2"], prod.Regions);
        EnvironmentSettings test = settings.Environments[1];
        Assert.Equal(("test", null, 30, true), (test.Name, test.From, test.MaximumAgeDays, test.RequiresSignature));
        Assert.Empty(test.Regions);
    }

    [Fact]
    public void An_environment_encrypts_with_a_disk_encryption_set_in_each_of_its_regions()
    {
        EnvironmentSettings prod = Read(
            "environments.regions.prod=westeurope, East US 2",
            $"environments.encryptionSetIds.prod=West Europe={Sets}/we, eastus2={Sets}/us"
        ).Environments[0];

        Assert.Equal($"{Sets}/we", $"{prod.EncryptionSets["westeurope"]}");
        Assert.Equal($"{Sets}/us", $"{prod.EncryptionSets["eastus2"]}");
        string refused = Assert
            .Throws<SettingsException>(() =>
                Read(
                    "environments.regions.prod=westeurope,eastus2",
                    $"environments.encryptionSetIds.prod=eastus2={Sets}/us"
                )
            )
            .Message;
        Assert.Contains("also for westeurope", refused, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_unsigned_evidence_is_accepted_tags_are_proof_enough() =>
        Assert.All(Read("gate.unsigned=accept").Environments, one => Assert.False(one.RequiresSignature));

    [Theory]
    [InlineData("environments.regions.moon=eastus2", "one of the environments")]
    [InlineData("environments.from.prod=moon", "one of the environments")]
    [InlineData("environments.from.prod=prod", "an environment that does not come from this one")]
    [InlineData("environments.maximumAgeDays.prod=soon", "a whole number of days")]
    [InlineData("environments.maximumAgeDays.prod=99999999", "environments.maximumAgeDays.prod")]
    [InlineData($"environments.galleryImageIds.Build={Galleries}/x/images/jumpbox", "other than build")]
    [InlineData($"environments.galleryImageIds.a,b={Galleries}/x/images/jumpbox", "without spaces and commas")]
    [InlineData("environments.evidence.prod=trust", "signed or tags")]
    [InlineData(
        "environments.galleryImageIds.prod=/subscriptions/x",
        "the resource id of a Microsoft.Compute/galleries/images"
    )]
    [InlineData("image.distribute.kind=managedImage", "no environments, since image.distribute.kind is not gallery")]
    [InlineData("environments.encryptionSetIds.prod=eastus2", "REGION=ID")]
    [InlineData("environments.encryptionSetIds.prod=eastus2=/subscriptions/x", "REGION=ID")]
    [InlineData($"environments.encryptionSetIds.prod=eastus2={Sets}/a,eastus2={Sets}/b", "each region once")]
    [InlineData(
        $"environments.encryptionSetIds.prod=eastus2=/subscriptions/99999999-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg/providers/Microsoft.Compute/diskEncryptionSets/a",
        "in the subscription of the environment's gallery"
    )]
    [InlineData("environments.encryptionSetIds.moon=eastus2=x", "one of the environments")]
    [InlineData("retention.keepReleased=0", "from 1 to 3650")]
    public void A_wrong_entry_is_named_with_what_is_expected(string setting, string expected) =>
        Assert.Contains(
            expected,
            Assert.Throws<SettingsException>(() => Read(setting)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void The_definition_of_the_build_is_no_environment() =>
        Assert.Contains(
            "another image definition than the build's",
            Assert
                .Throws<SettingsException>(() =>
                    Read($"environments.galleryImageIds.prod={Galleries}/gal/images/jumpbox")
                )
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Without_settings_the_defaults_of_retention_hold() =>
        Assert.Equal(RetentionSettings.Default, SampleSettings.Read().Retention);

    private static JumpboxSettings Read(params string[] more) => SampleSettings.Read([.. Gallery, .. more]);
}
