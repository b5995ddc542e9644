using Jumpbox.Fleets;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Fleets;

public sealed class ReadingAFleet : IDisposable
{
    private const string Regions = """
        {
          "matrix": {
            "region": {
              "weu": { "location": "westeurope", "buildVm": { "timeoutMinutes": 300 } },
              "eus2": {}
            },
            "size": { "small": {}, "big": { "buildVm": { "osDiskSizeGB": 128 } } }
          }
        }
        """;

    private readonly FleetFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_settings_file_is_one_image_and_no_fleet() => Assert.Null(_folder.Find());

    [Fact]
    public void A_folder_without_settings_is_no_fleet() => Assert.Null(_folder.With("images/logo.png", "").Find());

    [Theory]
    [InlineData("images/box.JSON", "images/box.JSON is not read")]
    [InlineData("images/box.jsonc", "images/box.jsonc is not read")]
    [InlineData("images/prod/box.json", "images/prod/box.json is not read")]
    public void A_file_that_would_be_no_image_without_a_word_is_refused(string file, string expected) =>
        Assert.Contains(expected, _folder.With(file, "{}").Refused());

    [Theory]
    [InlineData("box-")]
    [InlineData("ab")]
    [InlineData("Box")]
    public void A_file_whose_name_is_no_name_is_refused_by_its_name(string name)
    {
        string refused = _folder.With($"images/{name}.json", "{}").With("images/good.json", "{}").Refused();

        Assert.Contains($"images/{name}.json: the file's name is the image's", refused);
        Assert.Contains("The images' settings have 1 problem.", refused);
        Assert.DoesNotContain("jumpbox.json", refused);
    }

    [Fact]
    public void A_matrix_that_cannot_be_counted_is_refused_without_a_wrong_number()
    {
        string labels = string.Join(", ", Enumerable.Range(0, 100).Select(label => $"\"l{label}\": {{}}"));
        string axes = string.Join(", ", Enumerable.Range(0, 40).Select(axis => $"\"a{axis}\": {{ {labels} }}"));

        Assert.Contains(
            "the matrix has more than 4096 combinations",
            _folder.With("images/box.json", $"{{ \"matrix\": {{ {axes} }} }}").Refused()
        );
    }

    [Fact]
    public void An_empty_file_of_an_image_is_refused_with_what_it_needs() =>
        Assert.Contains("images/box.json is empty: write {}", _folder.With("images/box.json", "").Refused());

    [Fact]
    public void Each_file_is_an_image_with_the_shared_settings_and_its_own_name()
    {
        IReadOnlyDictionary<string, JumpboxSettings> images = _folder
            .With("images/agent.json", """{ "tags": { "team": "ci" } }""")
            .With("images/ops-long.json", """{ "buildVm": { "timeoutMinutes": 60 }, "image": { "name": "ops" } }""")
            .Read();

        Assert.Equal(["agent", "ops-long"], images.Keys);
        Assert.Equal(["agent", "ops"], images.Values.Select(one => one.Image.Name));
        Assert.Equal([240, 60], images.Values.Select(one => one.BuildVm.TimeoutMinutes));
        Assert.Equal("ci", images["agent"].Tags["team"]);
        Assert.Empty(images["ops-long"].Tags);
        Assert.All(images.Values, one => Assert.Equal("vnet-imagebuilder", one.Network.VirtualNetworkId.Name));
    }

    [Fact]
    public void A_list_replaces_the_shared_list_and_null_removes_a_setting()
    {
        JumpboxSettings image = _folder
            .With(
                "jumpbox.json",
                File.ReadAllText(SampleSettings.File)
                    .Replace(
                        "\"cloud\": \"local\",",
                        "\"cloud\": \"local\", \"gate\": { \"deniedLicences\": [\"GPL-3.0-only\", \"AGPL-3.0-only\"] },",
                        StringComparison.Ordinal
                    )
            )
            .With(
                "images/agent.json",
                """{ "gate": { "deniedLicences": ["BUSL-1.1"] }, "Network": { "containerInstanceSubnetId": null } }"""
            )
            .Read()["agent"];

        Assert.Equal(["BUSL-1.1"], image.Gate.DeniedLicences);
        Assert.True(image.Network.UsesPrivateLink);
    }

    [Fact]
    public void Arguments_win_over_the_files_of_all_images()
    {
        IReadOnlyDictionary<string, JumpboxSettings> images = _folder
            .With("images/agent.json", """{ "buildVm": { "timeoutMinutes": 60 } }""")
            .With("images/ops.json", "{}")
            .Read("buildVm.timeoutMinutes=90");

        Assert.All(images.Values, one => Assert.Equal(90, one.BuildVm.TimeoutMinutes));
    }

    [Fact]
    public void A_matrix_is_an_image_for_each_combination_named_by_its_labels()
    {
        IReadOnlyDictionary<string, JumpboxSettings> images = _folder.With("images/box.json", Regions).Read();

        Assert.Equal(["box-weu-small", "box-weu-big", "box-eus2-small", "box-eus2-big"], images.Keys);
        Assert.All(images, one => Assert.Equal(one.Key, one.Value.Image.Name));
        Assert.Equal(
            ("westeurope", 300),
            (images["box-weu-big"].Location, images["box-weu-big"].BuildVm.TimeoutMinutes)
        );
        Assert.Equal(128, images["box-eus2-big"].BuildVm.OsDiskSizeGB);
        Assert.Equal("eastus2", images["box-eus2-big"].Location);
    }

    [Fact]
    public void An_image_narrows_the_matrix_of_the_shared_settings_and_leaves_combinations_out()
    {
        _folder.With(
            "jumpbox.json",
            Regions[..Regions.LastIndexOf('}')] + "," + File.ReadAllText(SampleSettings.File).TrimStart()[1..]
        );

        Assert.Equal(
            ["all-weu-small", "all-eus2-small", "all-eus2-big", "here-small", "here-big", "one"],
            _folder
                .With("images/all.json", """{ "matrix": { "exclude": [{ "region": "weu", "size": "big" }] } }""")
                .With("images/here.json", """{ "matrix": { "region": null } }""")
                .With("images/one.json", """{ "matrix": null }""")
                .Read()
                .Keys
        );
    }

    [Fact]
    public void A_matrix_without_files_belongs_to_the_one_image()
    {
        _folder.With(
            "jumpbox.json",
            Regions[..Regions.LastIndexOf('}')] + "," + File.ReadAllText(SampleSettings.File).TrimStart()[1..]
        );

        Assert.Equal("aks-jumpbox-weu-small", _folder.Read().Keys.First());
    }

    [Fact]
    public void Every_problem_is_told_once_with_the_file_that_its_value_stands_in()
    {
        string message = _folder
            .With(
                "images/agent.json",
                "{\n  \"buildVm\": { \"timeoutMinutes\": 5 },\n  \"lokation\": \"westeurope\"\n}"
            )
            .With(
                "images/box.json",
                """{ "matrix": { "arch": { "amd64": { "image": { "architecture": "x86" } } } } }"""
            )
            .With("images/broken.json", "{ ")
            .With("images/Not Good.json", "{}")
            .Refused("cloud=mars");

        Assert.Contains("buildVm.timeoutMinutes is '5' (images/agent.json:2:34); expected a whole number", message);
        Assert.Contains(
            "lokation is 'westeurope' (images/agent.json:3:15); expected an existing setting; did you mean location? [agent]",
            message
        );
        Assert.Contains("image.architecture is 'x86' (images/box.json:1:63)", message);
        Assert.Contains("images/broken.json", message);
        Assert.Contains("images/Not Good.json: the file's name is the image's", message);
        Assert.Single(
            message.Split('\n'),
            line => line.Contains("cloud is 'mars' (--set)") && line.Contains("[all images]")
        );
    }

    [Theory]
    [InlineData(
        """{ "matrix": { "arch": ["amd64"] } }""",
        "matrix.arch (images/box.json:1:15) is not an object of labels"
    )]
    [InlineData("""{ "matrix": { "arch": { "AMD": {} } } }""", "matrix.arch.AMD (images/box.json:1:25) is not a label")]
    [InlineData(
        """{ "matrix": { "arch": { "a": {} }, "exclude": [{ "arch": "b" }] } }""",
        "names a combination that the matrix does not have"
    )]
    [InlineData("""{ "matrix": { "arch": { "a": {} }, "exclude": "a" } }""", "is not a list of combinations")]
    public void A_wrong_matrix_is_refused_with_its_place(string json, string expected) =>
        Assert.Contains(expected, _folder.With("images/box.json", json).Refused());

    [Fact]
    public void A_matrix_of_400_is_refused()
    {
        string labels = string.Join(", ", Enumerable.Range(0, 20).Select(number => $$""" "l{{number}}": {} """));

        string message = _folder
            .With("images/box.json", $$"""{ "matrix": { "one": { {{labels}} }, "two": { {{labels}} } } }""")
            .Refused();

        Assert.Contains("The fleet has 400 images; at most 256 are supported", message);
    }

    [Fact]
    public void Two_files_cannot_define_one_image() =>
        Assert.Contains(
            "Two images are called box-arm: images/box-arm.json and images/box.json",
            _folder
                .With("images/box-arm.json", "{}")
                .With("images/box.json", """{ "matrix": { "arch": { "arm": {} } } }""")
                .Refused()
        );
}
