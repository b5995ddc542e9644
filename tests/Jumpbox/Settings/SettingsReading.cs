using System.Text;
using System.Text.Json.Nodes;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Settings;

public sealed class SettingsReading : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"settings-{Guid.NewGuid():N}.json");

    public SettingsReading() => File.Copy(SampleSettings.File, _file);

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void The_shipped_file_is_valid_and_uses_the_recommended_network_form()
    {
        JumpboxSettings settings = Read();

        Assert.Equal("local", settings.Cloud);
        Assert.False(settings.Network.UsesPrivateLink);
        Assert.Equal("vnet-imagebuilder", settings.Network.VirtualNetworkId.Name);
        Assert.Equal(7, settings.Tools.Count);
    }

    [Fact]
    public void An_argument_wins_over_the_environment_and_the_environment_over_the_file()
    {
        JumpboxSettings settings = SettingsReader.Read(
            new SettingsSource(
                _file,
                ["image.name=from-argument"],
                new Dictionary<string, string>
                {
                    ["JUMPBOX__IMAGE__NAME"] = "from-environment",
                    ["JUMPBOX__LOCATION"] = "westeurope",
                }
            )
        );

        Assert.Equal("from-argument", settings.Image.Name);
        Assert.Equal("westeurope", settings.Location);
    }

    [Theory]
    [InlineData(1, "Standard_D2s_v5", "fewer sizes than buildVm.attempts (1)")]
    [InlineData(2, "Standard_D2s_v5,Standard_D2ds_v5", "fewer sizes than buildVm.attempts (2)")]
    [InlineData(3, "Standard_D2ds_v4", "a size that is neither buildVm.size nor listed before")]
    [InlineData(3, "Standard_D2s_v5,standard_d2s_V5", "a size that is neither buildVm.size nor listed before")]
    [InlineData(3, "Standard_D2s!", "a VM size")]
    public void A_fallback_size_that_no_attempt_would_use_is_refused(int attempts, string sizes, string expected)
    {
        SettingsException error = Assert.Throws<SettingsException>(() =>
            Read([$"buildVm.attempts={attempts}", $"buildVm.fallbackSizes={sizes}"])
        );

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("customizer.hosts", "store.example,evil.example' // x")]
    [InlineData("customizer.noProxy", "a.example;rm")]
    [InlineData("customizer.hosts", "store.example\n.bad")]
    public void An_entry_of_a_list_has_the_form_that_the_schema_demands(string path, string value)
    {
        SettingsException error = Assert.Throws<SettingsException>(() => Read($"{path}={value}"));

        Assert.Equal(path, Assert.Single(error.Problems).Path);
    }

    [Fact]
    public void Fallback_sizes_follow_the_preferred_one() =>
        Assert.Equal(
            ["Standard_D2ds_v4", "Standard_D2s_v5"],
            Read("buildVm.attempts=2", "buildVm.fallbackSizes=Standard_D2s_v5").BuildVm.Sizes
        );

    [Fact]
    public void Settings_of_the_gate_that_the_file_does_not_decide_are_known_with_their_origin()
    {
        JumpboxSettings settings = SettingsReader.Read(
            new SettingsSource(
                _file,
                ["gate.allowSkips=false", "image.name=from-argument"],
                new Dictionary<string, string> { ["JUMPBOX__GATE__UNSIGNED"] = "accept" }
            )
        );

        Assert.Equal(
            ["gate.allowSkips=false (--set)", "GATE.UNSIGNED=accept (JUMPBOX__GATE__UNSIGNED)"],
            settings.Gate.Overridden
        );
        Assert.Empty(
            SettingsReader.Read(new SettingsSource(_file, [], new Dictionary<string, string>())).Gate.Overridden
        );
    }

    [Fact]
    public void Every_wrong_setting_is_named_at_once_with_value_and_expectation()
    {
        SettingsException error = Assert.Throws<SettingsException>(() =>
            Read("image.name=Not Good", "buildVm.timeoutMinutes=5", "network.buildSubnetId=snet", "cloud=mars")
        );

        Assert.Equal(
            ["cloud", "network.buildSubnetId", "image.name", "buildVm.timeoutMinutes"],
            error.Problems.Select(problem => problem.Path)
        );
        Assert.Contains("buildVm.timeoutMinutes is '5' (--set); expected a whole number from 6 to 960", error.Message);
    }

    [Fact]
    public void An_unknown_setting_is_refused_with_the_nearest_known_one()
    {
        SettingsException error = Assert.Throws<SettingsException>(() => Read("image.nane=aks-jumpbox"));

        Assert.Contains("did you mean image.name?", error.Message);
    }

    [Fact]
    public void Broken_JSON_is_told_by_line_and_column()
    {
        File.WriteAllText(_file, "{\n  \"cloud\": \"local\"\n  \"location\": 1\n}");

        SettingsException error = Assert.Throws<SettingsException>(() => Read());

        Assert.Contains("line 3, column 3", error.Message);
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    public void A_file_is_read_whichever_editor_wrote_it(string encoding, bool mark)
    {
        string text = File.ReadAllText(_file).ReplaceLineEndings("\r\n");
        Encoding written = Encoding.GetEncoding(encoding);
        File.WriteAllBytes(_file, [.. mark ? written.GetPreamble() : [], .. written.GetBytes(text)]);

        Assert.Equal("aks-jumpbox", Read().Image.Name);
    }

    [Fact]
    public void A_file_in_UTF_16_without_its_mark_is_refused_with_the_cure()
    {
        File.WriteAllBytes(_file, Encoding.Unicode.GetBytes(File.ReadAllText(_file)));

        Assert.Contains("Save it as UTF-8", Refused().Message);
    }

    [Fact]
    public void A_file_that_is_not_UTF_8_is_refused_with_line_and_column()
    {
        File.WriteAllBytes(_file, [.. "{\n  \"tags\": {\"ä"u8, 0xE4, .. "\":1}}"u8]);

        Assert.Contains("line 2, column 14 contains the bytes 0xE4. Save it as UTF-8", Refused().Message);
    }

    [Fact]
    public void Comments_and_trailing_commas_are_allowed()
    {
        File.WriteAllText(
            _file,
            File.ReadAllText(_file).Replace("\"cleanup\": \"role\"", "// how much\n \"cleanup\": /* all */ \"all\",")
        );

        Assert.Equal(CleanupLevel.All, Read().Cleanup);
    }

    [Theory]
    [InlineData("location", "location")]
    [InlineData("Location", "Location")]
    [InlineData("\\u006cocation", "location")]
    public void A_setting_that_is_there_twice_is_refused_with_both_lines(string second, string shown)
    {
        File.WriteAllText(_file, $"{{\r\n\"location\": \"a\",\r\n\"image\": {{}},\r\n \"{second}\": \"b\"\r\n}}");

        Assert.Contains($"{shown} is in line 2 and in line 4", Refused().Message);
    }

    [Fact]
    public void All_settings_that_are_there_twice_are_named_at_once()
    {
        File.WriteAllText(
            _file,
            "{\"tags\":{\"a\":\"1\",\n\"A\":\"2\"},\n\"image\":{\"name\":\"a\"},\n\"IMAGE\":{\"Name\":\"b\"}}"
        );

        string message = Refused().Message;

        Assert.Contains("tags.A is in line 1 and in line 2", message);
        Assert.Contains("IMAGE is in line 3 and in line 4", message);
    }

    [Fact]
    public void A_wrong_value_names_the_place_that_it_comes_from()
    {
        File.WriteAllText(
            _file,
            File.ReadAllText(_file).Replace("\"timeoutMinutes\": 240", "\"timeoutMinutes\":\n  5")
        );
        SettingsException error = Assert.Throws<SettingsException>(() =>
            SettingsReader.Read(
                new SettingsSource(
                    _file,
                    ["image.name=Not Good", "mirrors.github.com=nowhere", "gate.deniedLicences=MIT,BUSL"],
                    new Dictionary<string, string> { ["JUMPBOX__Location"] = "East US", ["jumpbox__imgae__name"] = "x" }
                )
                {
                    Found = [new SettingValue("subscription", "mine", "az account show")],
                }
            )
        );

        int line = File.ReadAllLines(_file).Index().First(one => one.Item.Contains("timeoutMinutes")).Index + 2;
        Assert.Equivalent(
            new Dictionary<string, string>
            {
                ["buildVm.timeoutMinutes"] = $"{Path.GetFileName(_file)}:{line}:3",
                ["image.name"] = "--set",
                ["mirrors.github.com"] = "--set",
                ["gate.deniedLicences"] = "--set",
                ["location"] = "JUMPBOX__Location",
                ["imgae.name"] = "jumpbox__imgae__name",
                ["subscription"] = "az account show",
            },
            error.Problems.ToDictionary(problem => problem.Path, problem => problem.Origin)
        );
    }

    [Theory]
    [InlineData("\"mirrors\": { \"git hub\": \"https://store.example/\" }", 25)]
    [InlineData("\"gate\": { \"deniedLicences\": [\"MIT\", \"BUSL\"] }", 37)]
    [InlineData("\"prices\": { \"vmHour\": \"dear\" }", 23)]
    [InlineData("\"image.name\": \"x\"", 15)]
    [InlineData("\"subscripton\": null", 16)]
    public void An_entry_that_is_wrong_names_its_own_place(string entry, int column)
    {
        File.WriteAllText(_file, File.ReadAllText(_file).Replace("\"tags\": {}", $"\"tags\": {{}},\n{entry}"));

        SettingsProblem problem = Assert.Single(Refused().Problems);

        int line = File.ReadAllLines(_file).Index().First(one => one.Item.StartsWith(entry[..8])).Index + 1;
        Assert.Equal($"{Path.GetFileName(_file)}:{line}:{column}", problem.Origin);
    }

    [Fact]
    public void An_empty_variable_is_named_where_a_value_is_required() =>
        Assert.Contains(
            "network.buildSubnetId is '' (JUMPBOX__NETWORK__BUILDSUBNETID); expected the resource id of a",
            Assert
                .Throws<SettingsException>(() =>
                    SettingsReader.Read(
                        new SettingsSource(
                            _file,
                            [],
                            new Dictionary<string, string> { ["JUMPBOX__NETWORK__BUILDSUBNETID"] = "" }
                        )
                    )
                )
                .Message
        );

    [Fact]
    public void Two_variables_that_differ_in_case_only_are_refused_with_both() =>
        Assert.Contains(
            "JUMPBOX__LOCATION and JUMPBOX__Location set the same setting",
            Assert
                .Throws<SettingsException>(() =>
                    SettingsReader.Read(
                        new SettingsSource(
                            _file,
                            [],
                            new Dictionary<string, string> { ["JUMPBOX__LOCATION"] = "a", ["JUMPBOX__Location"] = "b" }
                        )
                    )
                )
                .Message
        );

    [Fact]
    public void A_missing_file_is_told_with_its_name_and_the_cure()
    {
        File.Delete(_file);

        SettingsException error = Assert.Throws<SettingsException>(() => Read());

        Assert.Contains(_file, error.Message);
        Assert.Contains("--config=FILE", error.Message);
    }

    [Fact]
    public void A_subnet_of_another_subscription_is_refused()
    {
        SettingsException error = Assert.Throws<SettingsException>(() =>
            Read("subscription=11111111-2222-4333-8444-555555555555")
        );

        Assert.Contains(error.Problems, problem => problem.Path == "network.buildSubnetId");
    }

    [Fact]
    public void A_proxy_size_beside_a_container_instance_subnet_is_refused()
    {
        SettingsException error = Assert.Throws<SettingsException>(() => Read("buildVm.proxySize=Standard_A1_v2"));

        Assert.Equal("buildVm.proxySize", Assert.Single(error.Problems).Path);
    }

    [Fact]
    public void A_proxy_size_in_the_original_form_is_accepted()
    {
        JumpboxSettings settings = Read("network.containerInstanceSubnetId=", "buildVm.proxySize=Standard_A1_v2");

        Assert.True(settings.Network.UsesPrivateLink);
    }

    [Fact]
    public void A_gallery_needs_its_image_definition_and_a_fixed_version_its_number()
    {
        SettingsException error = Assert.Throws<SettingsException>(() =>
            Read("image.distribute.kind=gallery", "image.distribute.versioning=fixed")
        );

        Assert.Equal(
            ["image.distribute.galleryImageId", "image.distribute.galleryVersion"],
            error.Problems.Select(problem => problem.Path)
        );
    }

    [Theory]
    [InlineData(null, null, VersioningKind.Semver)]
    [InlineData("1.0.0", null, VersioningKind.Fixed)]
    [InlineData("2.0.0", "semver", VersioningKind.Semver)]
    [InlineData(null, "date", VersioningKind.Date)]
    public void A_version_set_by_hand_is_fixed_unless_a_scheme_is_set(
        string? version,
        string? scheme,
        VersioningKind expected
    ) =>
        Assert.Equal(
            expected,
            Read([
                .. version is null ? [] : new[] { $"image.distribute.galleryVersion={version}" },
                .. scheme is null ? [] : new[] { $"image.distribute.versioning={scheme}" },
            ]).Image.Distribute.Versioning
        );

    [Theory]
    [InlineData("image.distribute.galleryVersion", "1.02.0")]
    [InlineData("gallery.replicas", "51")]
    [InlineData("gallery.regionReplicas.westeurope", "none")]
    [InlineData("gallery.regionStorageTypes.westeurope", "Gold")]
    [InlineData("gallery.blockDeletion", "true")]
    [InlineData("gallery.definition.endOfLife", "2026-02-30")]
    [InlineData("gallery.definition.recommendedCpus", "8-2")]
    [InlineData("gallery.sharedWithTenants", "contoso")]
    public void A_setting_of_the_gallery_that_Azure_would_refuse_is_refused_first(string path, string value) =>
        Assert.Contains(
            Assert.Throws<SettingsException>(() => Read($"{path}={value}")).Problems,
            problem => problem.Path.StartsWith(path, StringComparison.Ordinal)
        );

    [Theory]
    [InlineData("gallery.replicas=2")]
    [InlineData("gallery.regionReplicas.eastus2=2")]
    [InlineData("image.distribute.replicationRegions=eastus2,westeurope")]
    public void A_version_that_is_not_copied_has_one_replica_in_the_region_of_the_build(string setting)
    {
        Assert.True(Read("gallery.replicationMode=Shallow").Gallery.IsShallow);
        Assert.Contains(
            Assert.Throws<SettingsException>(() => Read("gallery.replicationMode=Shallow", setting)).Problems,
            problem => problem.Path == "gallery.replicationMode"
        );
    }

    [Fact]
    public void A_definition_of_generation_1_has_no_security_type() =>
        Assert.Contains(
            Assert.Throws<SettingsException>(() => Read("gallery.definition.generation=V1")).Problems,
            problem => problem.Path == "gallery.definition.securityType"
        );

    [Theory]
    [InlineData("image.distribute.galleryVersion", "٣.4.5")]
    [InlineData("image.base.version", "24.04.٣")]
    [InlineData("image.distribute.galleryVersion", "1.0.0\n")]
    [InlineData("image.base.version", "locked\n")]
    [InlineData("image.name", "aks-jumpbox\n")]
    [InlineData("location", "eastus2\n")]
    [InlineData("resourceGroups.image", "rg-jumpbox-images\n")]
    [InlineData("buildVm.size", "Standard_D2ds_v4\n")]
    [InlineData("gitHub.api", "https://api.github.com/\n")]
    [InlineData("buildVm.timeoutMinutes", "٦٠")]
    public void A_value_with_other_digits_than_ASCIIs_or_a_line_feed_at_its_end_is_refused(string path, string value) =>
        Assert.Contains(
            Assert.Throws<SettingsException>(() => Read($"{path}={value}")).Problems,
            problem => problem.Path == path
        );

    [Fact]
    public void No_pattern_takes_digits_that_are_not_ASCII() =>
        Assert.DoesNotContain(SettingDefinitions.All, definition => definition.Pattern?.Contains(@"\d") == true);

    [Fact]
    public void A_mirror_keeps_the_colons_and_dots_of_its_URL()
    {
        JumpboxSettings settings = Read("mirrors.https://github.com/=https://store.example/github/");

        Assert.Equal("https://store.example/github/", settings.Mirrors["https://github.com/"]);
    }

    [Theory]
    [InlineData("mirrors.github.com=store.example/github")]
    [InlineData("mirrors.https://github.com/=ftp://store.example/")]
    [InlineData("mirrors.https://github.com/=https://user@store.example/")]
    [InlineData("mirrors.https://github.com/=https://store.example/$(id)")]
    [InlineData("mirrors.git hub=https://store.example/")]
    public void A_mirror_that_is_no_web_address_is_refused(string mirror) =>
        Assert.StartsWith("mirrors", Assert.Throws<SettingsException>(() => Read(mirror)).Problems.Single().Path);

    [Fact]
    public void A_list_may_be_given_with_commas_as_an_argument()
    {
        JumpboxSettings settings = Read("gate.deniedLicences=AGPL-3.0-only, BUSL-1.1");

        Assert.Equal(["AGPL-3.0-only", "BUSL-1.1"], settings.Gate.DeniedLicences);
    }

    [Fact]
    public void Blanks_around_the_entries_of_a_list_in_the_file_do_not_count()
    {
        JsonNode settings = JsonNode.Parse(File.ReadAllText(_file))!;
        settings["gate"] = new JsonObject { ["deniedLicences"] = new JsonArray(" busl-1.1 ") };
        File.WriteAllText(_file, settings.ToJsonString());

        Assert.Equal(["busl-1.1"], Read().Gate.DeniedLicences);
    }

    [Theory]
    [InlineData("BUSL", "BUSL-1.1")]
    [InlineData("AGPL-3.0-olny", "AGPL-3.0-only")]
    [InlineData("GPL 2.0", "GPL-2.0")]
    public void A_denied_licence_that_no_bill_can_hold_is_refused_with_the_nearest_id(string licence, string nearest)
    {
        SettingsException error = Assert.Throws<SettingsException>(() => Read($"gate.deniedLicences=MIT,{licence}"));

        SettingsProblem problem = Assert.Single(error.Problems);
        Assert.Equal(("gate.deniedLicences", licence, "--set"), (problem.Path, problem.Value, problem.Origin));
        Assert.Contains($"did you mean {nearest}", error.Message);
    }

    [Theory]
    [InlineData("busl-1.1")]
    [InlineData("GPL-2.0+")]
    [InlineData("GPL-2.0-with-classpath-exception")]
    [InlineData("MPL-2.0-no-copyleft-exception")]
    [InlineData("LicenseRef-our-own.1")]
    public void An_id_of_a_licence_expression_is_taken_in_any_case(string licence) =>
        Assert.Equal([licence], Read($"gate.deniedLicences={licence}").Gate.DeniedLicences);

    [Theory]
    [InlineData("Classpath-exception-2.0")]
    [InlineData("Linux-syscall-note")]
    [InlineData("GPL-CC-1.0")]
    [InlineData("LLVM-exception+")]
    public void An_exception_is_no_licence_and_is_refused(string exception) =>
        Assert.Throws<SettingsException>(() => Read($"gate.deniedLicences={exception}"));

    [Fact]
    public void An_unknown_name_in_a_map_that_takes_known_ones_is_refused_with_its_source_and_the_nearest()
    {
        File.WriteAllText(
            _file,
            File.ReadAllText(_file).Replace("\"tags\": {}", "\"tags\": {},\n\"skip\": { \"egress-firewal\": \"x\" }")
        );

        SettingsException error = Assert.Throws<SettingsException>(() =>
            SettingsReader.Read(
                new SettingsSource(
                    _file,
                    ["tools.kubctl=true", "tools.visualstudio=false", "image.name=No!"],
                    new Dictionary<string, string>()
                )
                {
                    Known =
                    [
                        new KnownNames(
                            "tools",
                            "a tool of the catalogue",
                            ["azure-cli", "kubectl", "kubelogin", "helm", "azwi", "osm", "terraform"]
                        ),
                        new KnownNames("skip", "a check", ["egress-firewall", "vm-size"]),
                    ],
                }
            )
        );

        Assert.Equal(
            ["image.name", "tools.kubctl", "tools.visualstudio", "skip.egress-firewal"],
            error.Problems.Select(problem => problem.Path)
        );
        Assert.Contains(
            "tools.kubctl is 'true' (--set); expected a tool of the catalogue; did you mean kubectl?\n",
            error.Message.ReplaceLineEndings("\n")
        );
        Assert.Contains(
            "tools.visualstudio is 'false' (--set); expected a tool of the catalogue; known are azure-cli,",
            error.Message
        );
        Assert.Matches(@"skip\.egress-firewal is 'x' \(\S+:\d+:29\); .* did you mean egress-firewall\?", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t")]
    public void An_empty_file_is_told_with_the_command_that_writes_one(string content)
    {
        File.WriteAllText(_file, content);

        Assert.Equal(
            $"The settings file '{_file}' is empty. Delete it and run --target=Init, which writes one, or restore it with git.",
            Refused().Message
        );
    }

    [Fact]
    public void An_argument_without_an_equals_sign_is_refused_with_the_form()
    {
        SettingsException error = Assert.Throws<SettingsException>(() => Read("image.name"));

        Assert.Contains("expected section.key=value", error.Message);
    }

    [Theory]
    [InlineData(
        "tags=3",
        "tags is '3' (--set); expected names, each with a string: an object in the file, tags.NAME elsewhere."
    )]
    [InlineData("tools=true", "tools is 'true' (--set); expected names, each with true or false: ")]
    [InlineData("prices=1", "prices is '1' (--set); expected names, each with a number: ")]
    [InlineData("environments.from=prod", "environments.from is 'prod' (--set); expected names, ")]
    [InlineData("buildVm=3", "buildVm is '3' (--set); expected a section with settings such as buildVm.size.")]
    [InlineData("image=x", "image is 'x' (--set); expected a section with settings such as image.name.")]
    [InlineData("image=", "image is '' (--set); expected a section with settings such as image.name.")]
    [InlineData("tags.=x", "tags. is 'x' (--set); expected a name that is not empty.")]
    [InlineData("image.base=x", "expected a section with settings such as image.base.publisher.")]
    public void One_value_in_place_of_several_is_refused_with_the_form(string setting, string expected) =>
        Assert.Contains(expected, Assert.Throws<SettingsException>(() => Read(setting)).Message);

    [Fact]
    public void An_empty_value_of_names_unsets_them() => Assert.Empty(Read("tags=").Tags);

    [Fact]
    public void A_text_in_the_file_in_place_of_tags_is_refused_with_its_place()
    {
        File.WriteAllText(_file, File.ReadAllText(_file).Replace("\"tags\": {}", "\"tags\": \"x\""));

        Assert.Matches(@"tags is 'x' \(\S+:\d+:\d+\); expected names", Refused().Message);
    }

    [Theory]
    [InlineData("tags.a<b=x", "tags.a<b is 'x' (--set); expected a name of 1 to 512 characters")]
    [InlineData("tags.a/b=x", "without <, >, %, &, \\, ? and /.")]
    [InlineData("buildVm.managedResourceTags.a%=x", "buildVm.managedResourceTags.a% is 'x'")]
    public void A_tag_that_Azure_would_refuse_is_refused_at_once(string setting, string expected) =>
        Assert.Contains(expected, Assert.Throws<SettingsException>(() => Read(setting)).Message);

    [Theory]
    [InlineData("Cost centre", "4711")]
    [InlineData("owner:mail", "me@example.org")]
    [InlineData("Käse", "")]
    public void A_tag_that_Azure_takes_is_taken(string name, string value) =>
        Assert.Equal(value, Read($"tags.{name}={value}").Tags[name]);

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void A_tags_value_has_at_most_256_characters(int length, bool right) =>
        Taken(right, [$"tags.a={new string('x', length)}"]);

    [Theory]
    [InlineData(38, true)]
    [InlineData(39, false)]
    public void There_is_room_for_the_pipelines_own_tags(int count, bool right) =>
        Taken(right, [.. Enumerable.Range(0, count).Select(number => $"tags.t{number}=x")]);

    [Fact]
    public void The_room_for_the_pipelines_own_tags_is_what_they_need() =>
        Assert.Equal(
            12,
            typeof(Jumpbox.Naming.TagNames)
                .GetFields(
                    System.Reflection.BindingFlags.Static
                        | System.Reflection.BindingFlags.Public
                        | System.Reflection.BindingFlags.NonPublic
                )
                // A throwaway machine has it, and no image.
                .Count(field => field.Name != nameof(Jumpbox.Naming.TagNames.Deadline))
        );

    [Theory]
    [InlineData("0", true)]
    [InlineData("0.113", true)]
    [InlineData("-1", false)]
    public void A_price_is_not_negative(string price, bool right) => Taken(right, [$"prices.vmHour={price}"]);

    private void Taken(bool right, string[] settings)
    {
        if (right)
        {
            _ = Read(settings);
        }
        else
        {
            _ = Assert.Throws<SettingsException>(() => Read(settings));
        }
    }

    private SettingsException Refused() => Assert.Throws<SettingsException>(() => Read());

    private JumpboxSettings Read(params string[] overrides) =>
        SettingsReader.Read(new SettingsSource(_file, overrides, new Dictionary<string, string>()));
}
