using Jumpbox.Settings;
using Jumpbox.Starting;

namespace Jumpbox.Tests.Starting;

public sealed class WritingTheFirstSettings : IDisposable
{
    private const string Subnet =
        "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/hub/subnets/build";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("jumpbox-first-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_subnet_alone_gives_usable_settings()
    {
        JumpboxSettings settings = Read(new FirstSettings().With("network.buildSubnetId", Subnet));

        Assert.Equal("11111111-2222-4333-8444-555555555555", settings.SubscriptionId);
        Assert.Equal(("aks-jumpbox", "rg-aks-jumpbox-images"), (settings.Image.Name, settings.ResourceGroups.Image));
    }

    [Fact]
    public void The_builder_group_of_two_regions_is_not_the_same()
    {
        FirstSettings first = new FirstSettings().With("network.buildSubnetId", Subnet);

        Assert.Equal("rg-aks-jumpbox-westeurope", Read(first, "location=westeurope").ResourceGroups.Builder);
        Assert.Equal("rg-aks-jumpbox-eastus2", Read(first, "location=eastus2").ResourceGroups.Builder);
    }

    [Fact]
    public void A_region_that_is_omitted_is_not_guessed() =>
        Assert.Null(Read(new FirstSettings().With("network.buildSubnetId", Subnet)).Region);

    [Fact]
    public void Each_value_of_an_argument_gets_the_type_of_its_setting()
    {
        string text = new FirstSettings()
            .With("buildVm.osDiskSizeGB", "64")
            .With("tools.osm", "false")
            .With("gate.deniedLicences", "AGPL-3.0-only, BUSL-1.1")
            .With("prices.vmHour", "0.12")
            .With("mirrors.https://github.com/", "https://store.example/github.com/")
            .Render(null);

        Assert.Contains("\"osDiskSizeGB\": 64", text, StringComparison.Ordinal);
        Assert.Contains("\"osm\": false", text, StringComparison.Ordinal);
        Assert.Contains("[\"AGPL-3.0-only\",\"BUSL-1.1\"]", text, StringComparison.Ordinal);
        Assert.Contains("\"vmHour\": 0.12", text, StringComparison.Ordinal);
        Assert.Contains(
            "\"https://github.com/\": \"https://store.example/github.com/\"",
            text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_value_that_is_null_is_left_out() =>
        Assert.DoesNotContain(
            "containerInstanceSubnetId",
            new FirstSettings().With("network.containerInstanceSubnetId", null).Render(null),
            StringComparison.Ordinal
        );

    [Fact]
    public void What_is_written_says_what_each_value_is_for()
    {
        string text = new FirstSettings().With("network.buildSubnetId", Subnet).Render("./jumpbox.schema.json");

        Assert.Contains("    // The subnet of the build VM.", text, StringComparison.Ordinal);
        Assert.Contains("\"$schema\": \"./jumpbox.schema.json\"", text, StringComparison.Ordinal);
    }

    private JumpboxSettings Read(FirstSettings first, params string[] overrides)
    {
        string file = Path.Combine(_folder.FullName, "jumpbox.json");
        File.WriteAllText(file, first.Render(null));
        return SettingsReader.Read(new SettingsSource(file, overrides, new Dictionary<string, string>()));
    }
}
