using Build.Arguments;
using Build.Starting;
using Cake.Core;
using Jumpbox.Settings;

namespace Build.Tests;

public sealed class FirstArgumentsOfInit
{
    [Fact]
    public void Two_places_for_the_settings_contradict_each_other() =>
        Assert.Contains(
            "--to=box and --config=mine.json both name the settings file to write",
            Refused(("to", "box"), ("config", "mine.json"))
        );

    [Fact]
    public void A_new_network_is_not_the_settings_file() =>
        FirstArguments.RequireUsable(Given(("network", "new"), ("to", Path.GetTempPath()), ("config", "mine.json")));

    [Theory]
    [InlineData("image.distribute.kind=vhd")]
    [InlineData("Image.Distribute.GalleryImageId=x")]
    public void A_gallery_beside_another_destination_contradicts_it(string setting) =>
        Assert.Contains(
            $"--gallery and --set={setting} contradict each other.",
            Refused(("gallery", ""), ("set", setting))
        );

    [Fact]
    public void A_place_that_cannot_be_written_is_refused_with_others()
    {
        string refused = Refused(("to", "/proc/self/box"), ("gallery", ""), ("set", "image.distribute.kind=vhd"));

        Assert.Contains("The folder '/proc/self/box' is not writable: ", refused);
        Assert.Contains("--gallery and --set=", refused);
    }

    [Fact]
    public void A_folder_that_does_not_exist_yet_is_taken() =>
        FirstArguments.RequireUsable(
            Given(("to", Path.Combine(Path.GetTempPath(), $"box-{Guid.NewGuid():N}", "deep")))
        );

    private static string Refused(params (string Name, string Value)[] arguments) =>
        Assert.Throws<SettingsException>(() => FirstArguments.RequireUsable(Given(arguments))).Message;

    private static GivenArguments Given(params (string Name, string Value)[] arguments) =>
        new(new CakeArguments(arguments.ToLookup(one => one.Name, one => one.Value, StringComparer.OrdinalIgnoreCase)));
}
