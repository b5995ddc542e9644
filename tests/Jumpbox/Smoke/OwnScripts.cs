using Jumpbox.Settings;
using Jumpbox.Smoke;

namespace Jumpbox.Tests.Smoke;

/// <summary>The user's scripts in scripts/smoke, and the settings of Smoke.</summary>
public sealed class OwnScripts : IDisposable
{
    private const string Own = "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f";
    private const string Subnet =
        $"{Own}/resourceGroups/rg-network-eastus2/providers/Microsoft.Network/virtualNetworks/vnet-imagebuilder/subnets";
    private readonly string _root = Directory.CreateTempSubdirectory("jumpbox-own-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Every_script_but_the_pipelines_own_is_the_users_in_the_order_of_names()
    {
        Put("machine.sh", "true");
        Put("20-later.sh", "true");
        Put("10-proxy", "curl http://proxy");
        Assert.Equal(["own-10-proxy", "own-20-later"], OwnSmokeScript.Read(_root).Select(script => script.Name));
        Assert.Empty(OwnSmokeScript.Read(Path.Combine(_root, "elsewhere")));
    }

    [Fact]
    public void All_problems_are_reported_at_once()
    {
        Put("Big Name.sh", "true");
        Put("10-empty.sh", "\n \n");
        Put(
            "20-secret.sh",
            "curl -H 'Authorization: Bearer eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.abc.def'\nPASSWORD=hunter2hunter2"
        );
        Directory.CreateDirectory(Path.Combine(_root, OwnSmokeScript.Folder, "folder"));
        string message = Assert.Throws<SettingsException>(() => OwnSmokeScript.Read(_root)).Message;
        Assert.Contains("scripts/smoke/Big Name.sh: expected a name", message, StringComparison.Ordinal);
        Assert.Contains("scripts/smoke/10-empty.sh: it is empty", message, StringComparison.Ordinal);
        Assert.Contains("scripts/smoke/20-secret.sh, line ", message, StringComparison.Ordinal);
        Assert.Contains("scripts/smoke/folder: a folder, expected a script", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_settings_nothing_is_started_and_the_reason_says_what_is_unknown()
    {
        SmokeSettings smoke = SampleSettings.Read().Smoke;
        Assert.False(smoke.IsAsked);
        Assert.Contains("whether it boots is unknown", smoke.LeftOut, StringComparison.Ordinal);
    }

    [Fact]
    public void A_subnet_asks_for_machines_of_the_build_size_and_a_reason_leaves_them_out()
    {
        SmokeSettings smoke = SampleSettings.Read($"smoke.subnetId={Subnet}/snet-build").Smoke;
        Assert.True(smoke.IsAsked);
        Assert.Equal("Standard_D2ds_v4", smoke.Size);
        SmokeSettings left = SampleSettings
            .Read($"smoke.subnetId={Subnet}/snet-build", "smoke.skip=no quota yet")
            .Smoke;
        Assert.Equal("smoke.skip leaves it out: no quota yet.", left.LeftOut);
    }

    [Theory]
    [InlineData("smoke.subnetId=snet", "smoke.subnetId")]
    [InlineData(
        "smoke.subnetId=/subscriptions/11111111-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/r/providers/Microsoft.Network/virtualNetworks/v/subnets/s",
        "a subnet of the subscription 5f0c1a52"
    )]
    [InlineData($"smoke.subnetId={Subnet}/snet-containers", "takes container groups alone")]
    [InlineData("smoke.skip=x", "a reason of 3 to 200 characters")]
    [InlineData("smoke.optOuts.nothing=why", "the name of a check")]
    [InlineData("smoke.optOuts.apt-update= ", "a reason")]
    public void A_wrong_setting_is_refused(string setting, string said) =>
        Assert.Contains(
            said,
            Assert.Throws<SettingsException>(() => SampleSettings.Read(setting)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_VHD_is_no_image_to_start_from() =>
        Assert.Contains(
            "a VHD is none",
            Assert
                .Throws<SettingsException>(() =>
                    SampleSettings.Read("image.distribute.kind=vhd", $"smoke.subnetId={Subnet}/snet-build")
                )
                .Message,
            StringComparison.Ordinal
        );

    private void Put(string name, string text)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_root, OwnSmokeScript.Folder)).FullName;
        File.WriteAllText(Path.Combine(folder, name), text);
    }
}
