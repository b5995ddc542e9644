using System.Text.Json.Nodes;
using Jumpbox.Customizer;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Provenance;
using Jumpbox.Settings;
using Jumpbox.Tests.Evidence;
using Jumpbox.Tests.Gating;
using Jumpbox.Tools;
using NJsonSchema;

namespace Jumpbox.Tests.Provenance;

public sealed class TheProvenance
{
    // What the published pages require: in-toto statement v1, resource descriptor v1, SLSA provenance v1.
    private const string Published = """
        {
          "type": "object",
          "required": ["_type", "subject", "predicateType", "predicate"],
          "properties": {
            "_type": { "const": "https://in-toto.io/Statement/v1" },
            "predicateType": { "const": "https://slsa.dev/provenance/v1" },
            "subject": {
              "type": "array",
              "minItems": 1,
              "items": { "allOf": [{ "$ref": "#/definitions/resource" }, { "required": ["digest"] }] }
            },
            "predicate": {
              "type": "object",
              "required": ["buildDefinition", "runDetails"],
              "properties": {
                "buildDefinition": {
                  "type": "object",
                  "required": ["buildType", "externalParameters"],
                  "properties": {
                    "buildType": { "type": "string", "format": "uri" },
                    "externalParameters": { "type": "object" },
                    "internalParameters": { "type": "object" },
                    "resolvedDependencies": { "type": "array", "items": { "$ref": "#/definitions/resource" } }
                  }
                },
                "runDetails": {
                  "type": "object",
                  "required": ["builder"],
                  "properties": {
                    "builder": {
                      "type": "object",
                      "required": ["id"],
                      "properties": {
                        "id": { "type": "string", "format": "uri" },
                        "version": { "type": "object", "additionalProperties": { "type": "string" } }
                      }
                    },
                    "metadata": {
                      "type": "object",
                      "properties": {
                        "invocationId": { "type": "string" },
                        "startedOn": { "$ref": "#/definitions/time" },
                        "finishedOn": { "$ref": "#/definitions/time" }
                      }
                    }
                  }
                }
              }
            }
          },
          "definitions": {
            "time": { "type": "string", "pattern": "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$" },
            "resource": {
              "type": "object",
              "anyOf": [{ "required": ["uri"] }, { "required": ["digest"] }, { "required": ["content"] }],
              "properties": {
                "name": { "type": "string" },
                "uri": { "type": "string" },
                "digest": {
                  "type": "object",
                  "minProperties": 1,
                  "additionalProperties": { "type": "string", "pattern": "^[0-9a-f]+$" }
                }
              }
            }
          }
        }
        """;

    private readonly GoodRun _run = new();

    [Fact]
    public async Task Has_the_published_fields_in_the_published_types()
    {
        JsonSchema schema = await JsonSchema.FromJsonAsync(Published, TestContext.Current.CancellationToken);
        JsonObject statement = JsonNode.Parse(_run.Text(EvidenceFiles.Provenance))!.AsObject();

        Assert.Empty(schema.Validate(statement.ToJsonString()));
        statement["predicate"]!["buildDefinition"]!.AsObject().Remove("buildType");
        Assert.NotEmpty(schema.Validate(statement.ToJsonString()));
    }

    [Fact]
    public void Names_the_image_first_and_then_every_file_of_evidence()
    {
        ProvenanceStatement statement = ProvenanceStatement.Parse(_run.Text(EvidenceFiles.Provenance));

        Assert.Equal(_run.Record.ImageId, statement.Subject[0].Name);
        Assert.Equal(
            EvidenceFiles.Required.Order(StringComparer.Ordinal),
            statement.Subject.Skip(1).Select(subject => subject.Name)
        );
    }

    [Fact]
    public void Names_commit_base_image_lock_template_and_tools_as_materials() =>
        Assert.Equal(
            [
                "source",
                "base image",
                "scripts/tools.lock.json",
                "template",
                "package snapshot",
                "helm 4.3.0",
                "kubectl 1.36.4",
            ],
            ProvenanceStatement
                .Parse(_run.Text(EvidenceFiles.Provenance))
                .Predicate.BuildDefinition.ResolvedDependencies.Select(material => material.Name)
        );

    [Fact]
    public void Has_each_setting_that_decides_the_image_as_an_external_parameter()
    {
        RenderedContents contents = CustomizerPlan
            .Render(
                SampleSettings.Read(
                    "tools.osm=false",
                    "customizer.profile=cis-l1",
                    "mirrors.https://dl.k8s.io/=https://mirror.example/k8s/"
                ),
                ToolPins.Load(SampleSettings.Root).Catalogue,
                ToolPins.Load(SampleSettings.Root).Lock,
                Path.Combine(Repository.Root, "scripts")
            )
            .Contents;
        ImageRecord record = SampleRecord.Good;

        IReadOnlyDictionary<string, string> parameters = ProvenanceFactory.ExternalParameters(
            record.Cloud,
            record.Subscription,
            record.Location,
            record.BaseImage,
            contents
        );

        Assert.Equal("false", parameters["tools.osm"]);
        Assert.Equal("CisL1", parameters["customizer.profile"]);
        Assert.Equal("azure", parameters["cloud"]);
        Assert.Equal("amd64", parameters["image.architecture"]);
        Assert.Contains(parameters, one => one.Key.StartsWith("mirrors.", StringComparison.Ordinal));
    }

    // SLSA's schema, spec/schema/provenance.proto, and the statement around it.
    private static readonly string[] Fields =
    [
        "subject",
        "buildDefinition.buildType",
        "buildDefinition.externalParameters",
        "buildDefinition.internalParameters",
        "buildDefinition.resolvedDependencies",
        "runDetails.builder.id",
        "runDetails.builder.version",
        "runDetails.builder.builderDependencies",
        "runDetails.metadata.invocationId",
        "runDetails.metadata.startedOn",
        "runDetails.metadata.finishedOn",
        "runDetails.byproducts",
    ];

    [Fact]
    public void The_page_says_of_every_field_of_SLSA_what_it_has_or_why_it_is_absent()
    {
        (string Field, string Says)[] rows =
        [
            .. File.ReadLines(Path.Combine(Repository.Root, "docs/evidence.md"))
                .SkipWhile(line => line != "## Provenance")
                .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
                .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
                .Select(cells => (cells[1].Trim('`'), cells[2])),
        ];
        JsonNode statement = JsonNode.Parse(_run.Text(EvidenceFiles.Provenance))!;

        Assert.Equal(Fields, rows.Select(row => row.Field));
        Assert.All(
            rows,
            row =>
            {
                JsonNode? value = row
                    .Field.Split('.')
                    .Aggregate(
                        row.Field == "subject" ? statement : statement["predicate"],
                        (node, name) => node?[name]
                    );
                Assert.Equal(row.Says.StartsWith("absent: ", StringComparison.Ordinal), value is null);
            }
        );
    }

    [Fact]
    public void Every_setting_of_the_customizer_the_tools_the_mirrors_and_the_machine_is_an_external_parameter()
    {
        IReadOnlyDictionary<string, string> parameters = ImageParameters.Of(
            SampleSettings.Read(
                "customizer.profile=cis-l1",
                "customizer.optOuts.1.1.1.1=why",
                "customizer.keep./opt/x=why",
                "customizer.proxy=http://proxy.example:3128",
                "customizer.noProxy=.corp.example",
                "customizer.environment.A=b",
                "customizer.hosts=store.example",
                "customizer.packages=tcpdump",
                "customizer.azExtensions=ssh",
                "customizer.motd=Authorised users only.",
                "mirrors.https://dl.k8s.io/=https://mirror.example/k8s/"
            )
        );
        // The base image is one parameter; where copies are stored does not decide what is in them.
        string[] elsewhere = ["image.base.", "image.distribute."];
        string[] deciding =
        [
            .. SettingDefinitions
                .All.Select(one => one.Path)
                .Where(path =>
                    path is "tools" or "mirrors" or "buildVm.size" or "buildVm.osDiskSizeGB"
                    || path.StartsWith("customizer.", StringComparison.Ordinal)
                    || path.StartsWith("image.", StringComparison.Ordinal)
                )
                .Where(path => !elsewhere.Any(prefix => path.StartsWith(prefix, StringComparison.Ordinal))),
        ];

        Assert.All(
            deciding,
            path =>
                Assert.Contains(
                    parameters.Keys,
                    key => key == path || key.StartsWith(path + ".", StringComparison.Ordinal)
                )
        );
    }

    [Fact]
    public void Every_dependency_has_an_address_or_a_digest_and_the_snapshot_and_the_repository_have_addresses()
    {
        IReadOnlyList<ResourceDescriptor> dependencies = ProvenanceStatement
            .Parse(_run.Text(EvidenceFiles.Provenance))
            .Predicate.BuildDefinition.ResolvedDependencies;

        Assert.All(dependencies, one => Assert.True(one.Uri is not null || one.Digest is { Count: > 0 }, one.Name));
        Assert.All(
            dependencies.Where(one => one.Name is "source" or "package snapshot" or "base image"),
            one => Assert.True(Uri.IsWellFormedUriString(one.Uri, UriKind.RelativeOrAbsolute), one.Uri)
        );
    }

    [Theory]
    [InlineData("https://github.com/o/r.git\n", "https://github.com/o/r")]
    [InlineData("https://user:token@github.com/o/r", "https://github.com/o/r")]
    [InlineData("git@github.com:o/r.git", "https://github.com/o/r")]
    [InlineData("ssh://git@ssh.dev.azure.com:22/v3/o/p/r", "https://ssh.dev.azure.com/v3/o/p/r")]
    [InlineData("https://host.example:8443/o/r/", "https://host.example:8443/o/r")]
    [InlineData("/srv/git/r", null)]
    [InlineData("../r", null)]
    [InlineData("C:\\repositories\\r", null)]
    [InlineData("", null)]
    public void The_repository_is_named_without_who_cloned_it(string remote, string? expected) =>
        Assert.Equal(expected, RepositoryAddress.Of(remote));

    [Fact]
    public void Leaves_out_what_later_versions_of_the_predicate_may_add()
    {
        JsonObject statement = JsonNode.Parse(_run.Text(EvidenceFiles.Provenance))!.AsObject();
        statement["predicate"]!["runDetails"]!["byproducts"] = new JsonArray();

        Assert.Equal(9, ProvenanceStatement.Parse(statement.ToJsonString()).Subject.Count);
    }

    [Theory]
    [InlineData("_type")]
    [InlineData("predicateType")]
    public void Refuses_statements_of_another_type(string member)
    {
        JsonObject statement = JsonNode.Parse(_run.Text(EvidenceFiles.Provenance))!.AsObject();
        statement[member] = "https://example.org/other";

        Assert.Throws<EvidenceException>(() => ProvenanceStatement.Parse(statement.ToJsonString()));
    }

    // in-toto: a digest is lower-case hex.
    [Theory]
    [InlineData("unknown", "https://github.com/o/r", "git+https://github.com/o/r")]
    [InlineData("unknown", null, "git+urn:jumpbox:checkout")]
    public void A_source_without_a_commit_has_no_digest(string commit, string? repository, string uri)
    {
        ImageRecord record = _run.Record with { Commit = commit };
        BuilderIdentity builder = new("https://example.org/builder", "run", repository) { Version = "1.2.0" };

        ProvenanceStatement statement = ProvenanceFactory.Create(
            record,
            _run.Expected!.Template.Contents,
            new Dictionary<string, string>(),
            builder
        );

        ResourceDescriptor source = statement.Predicate.BuildDefinition.ResolvedDependencies[0];
        Assert.Equal((uri, null), (source.Uri, source.Digest));
        Assert.Equal(builder, BuilderIdentity.Of(ProvenanceStatement.Parse(statement.ToJson())));
    }

    [Fact]
    public void The_version_of_the_builder_is_that_of_the_program_and_not_the_commit_of_the_image()
    {
        ProvenanceStatement statement = ProvenanceFactory.Create(
            _run.Record,
            _run.Expected!.Template.Contents,
            new Dictionary<string, string>(),
            new BuilderIdentity("https://example.org/builder", "run", "https://example.org/o@x/r") { Version = "1.2.0" }
        );

        Assert.Equal("1.2.0", statement.Predicate.RunDetails.Builder.Version["jumpbox"]);
        Assert.Equal("https://example.org/o@x/r", BuilderIdentity.Of(statement).Repository);
    }

    [Fact]
    public void GitHub_is_the_builder_in_GitHub_Actions() =>
        Assert.Equal(
            new BuilderIdentity(
                "https://github.com/o/r/.github/workflows/image.yml@refs/heads/main",
                "https://github.com/o/r/actions/runs/12/attempts/2",
                "https://github.com/o/r"
            ),
            BuilderIdentity.From(
                new Dictionary<string, string>
                {
                    ["GITHUB_ACTIONS"] = "true",
                    ["GITHUB_SERVER_URL"] = "https://github.com",
                    ["GITHUB_REPOSITORY"] = "o/r",
                    ["GITHUB_WORKFLOW_REF"] = "o/r/.github/workflows/image.yml@refs/heads/main",
                    ["GITHUB_RUN_ID"] = "12",
                    ["GITHUB_RUN_ATTEMPT"] = "2",
                },
                "none"
            )
        );

    [Fact]
    public void Azure_DevOps_is_the_builder_in_Azure_Pipelines() =>
        Assert.Equal(
            new BuilderIdentity(
                "https://dev.azure.com/o/My%20Project/_build?definitionId=4",
                "https://dev.azure.com/o/My%20Project/_build/results?buildId=77&attempt=1",
                "https://dev.azure.com/o/p/_git/r"
            ),
            BuilderIdentity.From(
                new Dictionary<string, string>
                {
                    ["TF_BUILD"] = "True",
                    ["SYSTEM_COLLECTIONURI"] = "https://dev.azure.com/o/",
                    ["SYSTEM_TEAMPROJECT"] = "My Project",
                    ["SYSTEM_DEFINITIONID"] = "4",
                    ["BUILD_BUILDID"] = "77",
                    ["SYSTEM_JOBATTEMPT"] = "1",
                    ["BUILD_REPOSITORY_URI"] = "https://dev.azure.com/o/p/_git/r",
                },
                "none"
            )
        );

    // Azure Repos puts the organisation in place of a user: https://o@dev.azure.com/o/p/_git/r.
    [Theory]
    [InlineData("https://o@dev.azure.com/o/p/_git/r", "https://dev.azure.com/o/p/_git/r")]
    [InlineData("https://dev.azure.com/o/My%20Project/_git/r", "https://dev.azure.com/o/My%20Project/_git/r")]
    [InlineData("", null)]
    public void The_repository_of_Azure_Pipelines_is_named_without_a_user(string address, string? expected) =>
        Assert.Equal(
            expected,
            BuilderIdentity
                .From(
                    new Dictionary<string, string> { ["TF_BUILD"] = "True", ["BUILD_REPOSITORY_URI"] = address },
                    "none"
                )
                .Repository
        );

    [Fact]
    public void Elsewhere_the_builder_is_somebodys_own_machine() =>
        Assert.Equal(
            new BuilderIdentity(BuilderIdentity.Workstation, "run", null),
            BuilderIdentity.From(new Dictionary<string, string>(), "run")
        );
}
