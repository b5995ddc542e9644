using Jumpbox.Fleets;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Fleets;

public sealed class ChoosingImages
{
    private static readonly string[] Names = ["agent", "box-eus2", "box-weu"];

    [Fact]
    public void Without_an_argument_all_are_chosen() => Assert.Equal(Names, Chosen());

    [Theory]
    [InlineData("box-weu", "box-weu")]
    [InlineData("box-*", "box-eus2,box-weu")]
    [InlineData("*weu,agent", "agent,box-weu")]
    [InlineData("AGENT,agent", "agent")]
    public void Names_and_wildcards_choose_each_image_once_in_the_order_of_the_fleet(
        string patterns,
        string expected
    ) => Assert.Equal(expected.Split(','), Chosen(patterns.Split(',')));

    [Fact]
    public void An_unknown_name_is_refused_with_the_nearest_and_all() =>
        Assert.Equal(
            "--image=box-web names no image of this repository. Did you mean box-weu? Images: agent, box-eus2, box-weu.",
            Assert.Throws<SettingsException>(() => Chosen("box-web")).Message
        );

    [Fact]
    public void A_version_follows_the_name() =>
        Assert.Equal(
            [new("box-weu", "1.0.3"), new("agent", null)],
            ImageSelection
                .Of(Names, ["box-weu:1.0.3", "agent", "box-weu"], takesVersions: true)
                .OrderByDescending(one => one.Name)
        );

    [Fact]
    public void A_version_alone_is_refused_because_it_may_be_any_images() =>
        Assert.Contains(
            "With several images, use --image=NAME:VERSION.",
            Assert.Throws<SettingsException>(() => ImageSelection.Of(Names, ["1.0.3"], takesVersions: true)).Message
        );

    [Fact]
    public void Two_versions_of_one_image_are_refused() =>
        Assert.Contains(
            "--image names 1.0.0 and 1.0.1 of agent",
            Assert
                .Throws<SettingsException>(() =>
                    ImageSelection.Of(Names, ["agent:1.0.0", "agent:1.0.1"], takesVersions: true)
                )
                .Message
        );

    private static IEnumerable<string> Chosen(params string[] patterns) =>
        ImageSelection.Of(Names, patterns, takesVersions: false).Select(one => one.Name);
}
