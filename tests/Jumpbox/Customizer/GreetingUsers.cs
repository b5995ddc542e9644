using Jumpbox.Customizer;
using Jumpbox.Settings;
using Jumpbox.Tools;

namespace Jumpbox.Tests.Customizer;

/// <summary>The message of the day of the settings: a file, or the text of the profile's item.</summary>
public sealed class GreetingUsers
{
    private const string Set = "customizer.motd=Jump box of team blue\nAsk #blue";

    private static readonly ToolPins Pins = ToolPins.Load(SampleSettings.Root);

    [Theory]
    [InlineData("none")]
    [InlineData("ssh")]
    public void It_is_a_file_of_the_image_where_no_item_is_about_it(string profile)
    {
        CustomizerStep step = Plan(Set, $"customizer.profile={profile}")
            .Customize.Single(one => one.Name == "own-files");

        Assert.Contains(
            step.Inline,
            line => line.Contains("'/etc/motd' 'root' 'root' '0644'", StringComparison.Ordinal)
        );
        string base64 = Convert.ToBase64String("Jump box of team blue\nAsk #blue\n"u8);
        Assert.Contains(base64, step.Inline);
    }

    [Theory]
    [InlineData("cis-l1")]
    [InlineData("cis-l2")]
    public void It_is_the_text_of_the_profiles_item_and_checked_in_the_image(string profile)
    {
        CustomizerPlan plan = Plan(Set, $"customizer.profile={profile}");

        Assert.DoesNotContain("own-files", plan.Customize.Select(step => step.Name));
        CustomizerStep[] both =
        [
            .. plan.Customize.Concat(plan.Validate).Where(step => step.Name is "harden-system" or "hardening"),
        ];
        Assert.Equal(2, both.Length);
        Assert.All(
            both,
            step =>
                Assert.Contains(
                    "'/etc/motd' '0644' 'Jump box of team blue\nAsk #blue'",
                    string.Join('\n', step.Inline),
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public void An_item_that_is_left_out_leaves_the_message_to_the_file() =>
        Assert.Contains(
            "own-files",
            Plan(Set, "customizer.profile=cis-l1", "customizer.optOuts.1.6.1=ours").Customize.Select(step => step.Name)
        );

    [Fact]
    public void It_is_in_the_parameters_of_the_provenance() =>
        Assert.Equal("Jump box of team blue\nAsk #blue", Plan(Set).Contents.Parameters["customizer.motd"]);

    [Theory]
    [InlineData("Welcome to Ubuntu", "cis-l1", "'Ubuntu' tells which system it is")]
    [InlineData(@"kernel \r", "cis-l2", @"'\r' tells which system it is")]
    [InlineData("password=hunter2hunter2", "ssh", "line 1:")]
    public void A_message_that_reveals_something_is_refused(string text, string profile, string why) =>
        Assert.Contains(
            why,
            Assert
                .Throws<SettingsException>(() => Plan($"customizer.motd={text}", $"customizer.profile={profile}"))
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Two_messages_are_refused()
    {
        OwnFile file = new("motd", "/etc/motd", "root", "root", "0644", false, "hello\n"u8.ToArray());

        Assert.Contains(
            "files/manifest.json writes /etc/motd too",
            Assert.Throws<SettingsException>(() => Plan(new OwnContents([], [file]), Set)).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("\u001b[31mred")]
    [InlineData("a\r\nb")]
    [InlineData("[bracket")]
    [InlineData("a\n[bracket")]
    public void A_text_that_a_terminal_or_a_template_would_take_for_something_else_is_refused(string text) =>
        Assert.Contains(
            "no line of which begins with [",
            Assert.Throws<SettingsException>(() => SampleSettings.Read($"customizer.motd={text}")).Message,
            StringComparison.Ordinal
        );

    private static CustomizerPlan Plan(params string[] settings) => Plan(OwnContents.None, settings);

    private static CustomizerPlan Plan(OwnContents own, params string[] settings) =>
        CustomizerPlan.Render(
            SampleSettings.Read(settings),
            Pins.Catalogue,
            Pins.Lock,
            SmallCatalogue.Scripts,
            own: own
        );
}
