using Jumpbox.Checks;
using Jumpbox.Customizer;
using Jumpbox.Egress;
using Jumpbox.Pins;
using Jumpbox.Settings;
using Jumpbox.Tools;

namespace Jumpbox.Tests.Tools;

/// <summary>Which tools an image has by its bundle, and what happens to those that the lock does not pin.</summary>
public sealed class ChoosingABundle
{
    private static readonly ToolPins Sampled = ToolPins.Load(SampleSettings.Root);

    // One tool of each bundle; the one of triage is pinned, the one of full is not.
    private static readonly ToolPins Pins = Sampled with
    {
        Catalogue = Sampled.Catalogue with
        {
            Tools =
            [
                .. Sampled.Catalogue.Tools.Select(tool =>
                    tool.Name == "k9s" ? tool with { Bundle = ToolBundle.Triage } : tool
                ),
                Sampled.Catalogue.Find("yq")! with
                {
                    Name = "later",
                    Bundle = ToolBundle.Full,
                },
            ],
        },
    };

    private static string[] Chosen(params string[] settings) =>
        [.. Pins.Catalogue.Select(SampleSettings.Read(settings)).Select(tool => tool.Name)];

    [Fact]
    public void Without_a_word_an_image_has_the_originals_tools() =>
        Assert.Equal(ToolBundle.Original, SampleSettings.Read().Bundle);

    [Fact]
    public void Each_bundle_has_what_is_in_those_before_it()
    {
        Assert.DoesNotContain("k9s", Chosen());
        Assert.Equal(["k9s"], Chosen("tools.bundle=triage").Except(Chosen()));
        Assert.Equal(["k9s", "later"], Chosen("tools.bundle=full").Except(Chosen()));
    }

    [Fact]
    public void A_tool_that_the_settings_name_is_in_or_out_whatever_the_bundle_is()
    {
        Assert.Contains("yq", Chosen("tools.bundle=original", "tools.yq=true"));
        Assert.DoesNotContain("k9s", Chosen("tools.bundle=full", "tools.k9s=false"));
        Assert.DoesNotContain("osm", Chosen("tools.bundle=full", "tools.osm=false"));
    }

    [Fact]
    public void A_bundle_that_does_not_exist_is_refused_with_those_that_do() =>
        Assert.Contains(
            "original, triage, full",
            Assert.Throws<SettingsException>(() => SampleSettings.Read("tools.bundle=everything")).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_tool_of_the_bundle_without_a_pin_is_refused_by_name_before_anything_starts()
    {
        JumpboxSettings full = SampleSettings.Read("tools.bundle=full");

        PinException refused = Assert.Throws<PinException>(() =>
            CustomizerPlan.Render(full, Pins.Catalogue, Pins.Lock, Repository.PathOf("scripts"))
        );

        Assert.Equal("tools.later", Assert.Single(refused.Problems).Path);
        Assert.Contains("run --target=Update, or set tools.later=false", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["tools.later"], LockAgreement.Problems(Pins.Catalogue, Pins.Lock, full).Select(one => one.Path));
    }

    [Fact]
    public void A_tool_without_a_pin_that_no_image_has_stops_nobody_and_is_named_by_the_check()
    {
        Assert.Empty(LockAgreement.Problems(Pins.Catalogue, Pins.Lock, SampleSettings.Read("tools.bundle=triage")));
        Assert.Contains(
            LockCheck.Offline(Pins, Pins.Lock.ToBytes(), new DateOnly(2026, 10, 8)),
            finding =>
                finding.Found.Contains("not pinned: later", StringComparison.Ordinal)
                && finding.Cure.Contains("--tools=later", StringComparison.Ordinal)
                && finding.Level == PinFindingLevel.Note
        );
    }

    [Fact]
    public void An_update_of_everything_resolves_what_is_pinned_or_what_an_image_selects()
    {
        string[] Resolved(params JumpboxSettings[] images) => [.. Pins.ToUpdate(images).Select(tool => tool.Name)];

        Assert.DoesNotContain("later", Resolved(SampleSettings.Read()));
        Assert.Contains("k9s", Resolved(SampleSettings.Read()));
        Assert.Contains("later", Resolved(SampleSettings.Read(), SampleSettings.Read("tools.bundle=full")));
        Assert.Contains("later", Resolved(SampleSettings.Read("tools.later=true")));
    }

    [Fact]
    public void The_bundle_is_in_the_steps_the_hosts_and_the_parameters_of_the_provenance()
    {
        JumpboxSettings triage = SampleSettings.Read("tools.bundle=triage");
        CustomizerPlan plan = CustomizerPlan.Render(triage, Pins.Catalogue, Pins.Lock, Repository.PathOf("scripts"));

        Assert.Contains("k9s", plan.Contents.Tools.Select(tool => tool.Name));
        Assert.Equal("Triage", plan.Contents.Parameters["tools.bundle"]);
        Assert.Contains(
            EgressList.For(triage, Pins.Catalogue, Pins.Lock).Hosts,
            host => host.Reason.Contains("k9s", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_catalogue_refuses_a_tool_that_is_called_bundle_and_a_bundle_for_a_default()
    {
        string text = File.ReadAllText(Path.Combine(SampleSettings.Root, ToolCatalogue.DefaultPath));
        string wrong = text.Replace("\"name\": \"yq\",", "\"name\": \"bundle\",", StringComparison.Ordinal)
            .Replace(
                "\"name\": \"kubectl\",",
                "\"name\": \"kubectl\", \"bundle\": \"full\",",
                StringComparison.Ordinal
            );

        PinException refused = Assert.Throws<PinException>(() => ToolCatalogue.Parse(wrong));

        Assert.Contains("tools.bundle is a setting", refused.Message, StringComparison.Ordinal);
        Assert.Contains("a tool with default is in every one", refused.Message, StringComparison.Ordinal);
    }
}
