using Jumpbox.Evidence;
using Jumpbox.Naming;
using Jumpbox.Templates;
using Jumpbox.Tests.Gating;

namespace Jumpbox.Tests.Templates;

/// <summary>The artifacts folder may be the one of other settings.</summary>
public sealed class RecordsOfOtherSettings
{
    private const string Other = "11111111-2222-4333-8444-555555555555";
    private static readonly TemplateRecord Record = new GoodRun().Expected!.Template;

    [Fact]
    public void A_record_of_these_settings_is_taken() => Record.RequireOf(Named(), "template.json");

    [Theory]
    [InlineData("image.name=ops-box", "starts with imgt-ops-box-.")]
    [InlineData(
        "resourceGroups.builder=rg-other",
        "/resourceGroups/rg-other and its name starts with imgt-aks-jumpbox-."
    )]
    public void A_record_of_other_settings_is_refused_with_both_and_the_cure(string setting, string expected)
    {
        string refused = Assert
            .Throws<EvidenceException>(() => Record.RequireOf(Named(setting), "a/template.json"))
            .Message;

        Assert.Contains(
            $"'a/template.json' is of other settings: it records the template {Record.TemplateId}, ",
            refused
        );
        Assert.Contains(expected, refused);
        Assert.Contains("--artifacts=DIR", refused);
    }

    [Fact]
    public void A_record_of_another_subscription_is_refused() =>
        Assert.Contains(
            $"in /subscriptions/{Other}/resourceGroups/",
            Assert
                .Throws<EvidenceException>(() =>
                    Record.RequireOf(
                        Named(
                            $"subscription={Other}",
                            $"network.buildSubnetId={Subnet("snet-build")}",
                            $"network.containerInstanceSubnetId={Subnet("snet-containers")}"
                        ),
                        "template.json"
                    )
                )
                .Message
        );

    private static Names Named(params string[] settings) => new(SampleSettings.Read(settings));

    private static string Subnet(string name) =>
        $"/subscriptions/{Other}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/{name}";
}
