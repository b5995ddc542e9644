using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpbox.Checks;
using Jumpbox.Checks.Catalogue;
using Jumpbox.Customizer;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Bill;
using Jumpbox.Evidence.Gate;
using Jumpbox.Evidence.Log;
using Jumpbox.Evidence.Provenance;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Signing;
using Jumpbox.Signing.Sigstore;
using Jumpbox.Templates;
using Jumpbox.Tests.Evidence;
using Jumpbox.Tools;

namespace Jumpbox.Tests.Gating;

/// <summary>The evidence of a run that passes every rule, for tests that spoil one thing.</summary>
internal sealed class GoodRun
{
    public const string Owner = "aks-jumpbox@rg-imagebuilders-eastus2";
    public static readonly DateTimeOffset Now = SampleRecord.Finished.AddDays(2);
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true };

    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    public GoodRun(ImageRecord? record = null)
    {
        Record = (record ?? SampleRecord.Good) with { Checks = CustomizationLog.Parse(Validation().ToString()).Checks };
        Expected = new ExpectedImage(Template(Record), Steps.ToJson(), Owner);
        Image = new SeenImage(
            Record.ImageId,
            "Succeeded",
            new Dictionary<string, string>
            {
                [TagNames.Owner] = Owner,
                [TagNames.ContentHash] = Record.ContentHash,
                [TagNames.Commit] = new SourceMark(Record.Commit, Record.Dirty).ToString(),
                [TagNames.Run] = Record.Run,
            },
            Readings.Present("created", Record.Finished.AddMinutes(-2))
        );
        LastRun = new SeenTemplate(
            Record.TemplateId,
            "Succeeded",
            Record.Started,
            Record.Finished,
            [Record.ImageId],
            Record.BaseImage.Version
        );
        Asked = Record.Cloud;
        Put(EvidenceFiles.Image, Record.ToJson());
        Put(EvidenceFiles.Template, Expected.Template.ToJson());
        Put(EvidenceFiles.Customizer, Steps.ToJson());
        Put(EvidenceFiles.Prereqs, Prereqs(Record));
        Put(
            EvidenceFiles.LockCheck,
            $$"""
            {"schemaVersion":2,"lockDigest":"{{Record.LockDigest}}","checkedAt":"2026-11-19T08:00:00Z","passed":true,"offline":false,
            "baseImagesChecked":false,"compared":["helm 4.3.0","kubectl 1.36.4","yq 4.54.1"],"findings":[]}
            """
        );
        Put(EvidenceFiles.CustomizationLog, Customization().ToString());
        Put(EvidenceFiles.ValidationLog, Validation().ToString());
        Bill().List();
    }

    public static CustomizerPlan Steps { get; } =
        new(
            [new("download-tools", ["true"]), new("upgrade-packages", ["true"]), new("hygiene", ["true"])],
            [
                new("tool-versions", ["true"]),
                new("sshd-effective", ["true"]),
                new("hygiene", ["true"]),
                new("package-list", ["true"]),
            ]
        )
        {
            Contents = new RenderedContents(
                "amd64",
                "noble",
                "20261101T000000Z",
                [Tool("helm", "4.3.0", '1'), Tool("kubectl", "1.36.4", '2')]
            ),
        };

    public IReadOnlyDictionary<string, byte[]> Files => _files;

    public ImageRecord Record { get; private set; }

    /// <summary>What this checkout gives; null where it could not be worked out.</summary>
    public ExpectedImage? Expected { get; set; }

    /// <summary>What the cloud shows; null where there is no such image.</summary>
    public SeenImage? Image { get; set; }

    /// <summary>What the cloud shows of the template; null once clean-up has removed it.</summary>
    public SeenTemplate? LastRun { get; set; }

    /// <summary>The cloud that was asked.</summary>
    public string Asked { get; set; }

    /// <summary>Why the cloud could not be asked; null where it could.</summary>
    public string? Unreachable { get; set; }

    public BuilderIdentity Builder { get; set; } =
        new("https://ci.example/jumpbox", "run-7", "https://git.example/jumpbox") { Version = "0.1.0" };

    /// <summary>Who may sign.</summary>
    public IReadOnlyList<EvidenceSigner> Signers { get; set; } =
    [new(EvidenceKey.Allowed.Signer, "https://ci.example/jumpbox")];

    public TrustedRoots Roots { get; set; } = TrustedRoots.None;

    public DateTimeOffset At { get; set; } = Now;

    public GateSettings Settings { get; set; } =
        new(14, 30, ["Canonical/*/server"], ["AGPL-3.0-only"], AllowSkips: true);

    public static BuildLog Customization() =>
        new BuildLog()
            .Begins("download-tools")
            .Ends()
            .Begins("upgrade-packages")
            .Ends()
            .Begins("hygiene")
            .Ends()
            .Line("PACKER OUT Build 'azure-arm' finished.");

    public static BuildLog Validation() =>
        new BuildLog()
            .Begins("tool-versions")
            .Says("jumpbox: helm 4.3.0")
            .Says("jumpbox: kubectl 1.36.4")
            .Ends()
            .Begins("sshd-effective")
            .Ends()
            .Begins("hygiene")
            .Ends()
            .Begins("package-list")
            .Says("-----BEGIN JUMPBOX PACKAGES-----")
            .Says("bash 5.2.21-2ubuntu4 amd64")
            .Says("-----END JUMPBOX PACKAGES-----")
            .Says("-----BEGIN JUMPBOX MODULES-----")
            .Says("none helm /usr/local/bin/helm")
            .Says("none kubectl /usr/local/bin/kubectl")
            .Says("-----END JUMPBOX MODULES-----")
            .Ends();

    public string Text(string name) => Encoding.UTF8.GetString(_files[name]);

    public byte[] Bytes(string name) => _files[name];

    /// <summary>Puts a file and leaves the provenance as it is.</summary>
    public GoodRun Put(string name, string text)
    {
        _files[name] = Encoding.UTF8.GetBytes(text);
        return this;
    }

    public GoodRun Remove(string name)
    {
        _ = _files.Remove(name);
        return this;
    }

    /// <summary>Signs the provenance that is there with the key that is allowed.</summary>
    public GoodRun Sign() =>
        Put(EvidenceFiles.SignedProvenance, EvidenceKey.Allowed.Sign(_files[EvidenceFiles.Provenance]));

    /// <summary>Changes a JSON file and lists it again, as an honest run with that content would.</summary>
    public GoodRun Change(string name, Action<JsonObject> change)
    {
        JsonObject document = JsonNode.Parse(Text(name))!.AsObject();
        change(document);
        return Put(name, document.ToJsonString(Layout)).List();
    }

    /// <summary>Changes the log of the checks inside the image, and everything that is made from it.</summary>
    public GoodRun ChangeValidation(string text)
    {
        Put(EvidenceFiles.ValidationLog, text);
        ImageRecord record = ImageRecord.Parse(Text(EvidenceFiles.Image)) with
        {
            Checks = CustomizationLog.Parse(text).Checks,
        };
        return Put(EvidenceFiles.Image, record.ToJson()).Bill().List();
    }

    /// <summary>Writes the bill again from the files that are there.</summary>
    public GoodRun Bill() =>
        Put(
            EvidenceFiles.Bill,
            SoftwareBill
                .Create(
                    ImageRecord.Parse(Text(EvidenceFiles.Image)),
                    TemplateRecord.Parse(Text(EvidenceFiles.Template)).Contents,
                    new LogSummary(
                        CustomizationLog.Empty,
                        CustomizationLog.Parse(Text(EvidenceFiles.ValidationLog))
                    ).Listed
                )
                .Files[EvidenceFiles.Bill]
        );

    public GoodRun List()
    {
        Record = ImageRecord.Parse(Text(EvidenceFiles.Image));
        return Put(
                EvidenceFiles.Provenance,
                ProvenanceFactory
                    .Create(
                        Record,
                        TemplateRecord.Parse(Text(EvidenceFiles.Template)).Contents,
                        EvidenceFiles.Digests(_files),
                        Builder
                    )
                    .ToJson()
            )
            .Sign();
    }

    public GateVerdict Judge() => GateVerdict.Of(Evidence(), Settings, At);

    /// <summary>What the gate judges, with the signature verified.</summary>
    public GateEvidence Evidence()
    {
        GateEvidence evidence = new(_files, Reading(Expected, "checkout"), Cloud);
        return evidence with { Signature = EvidenceVerification.See(evidence, Signers, Roots, At) };
    }

    /// <summary>The rules that did not pass.</summary>
    public string Failed() => string.Join(' ', Judge().Rules.Where(rule => !rule.Allows).Select(rule => rule.Id));

    /// <summary>Every check of Prereqs, each passed, for this content.</summary>
    public static string Prereqs(ImageRecord record)
    {
        Dictionary<string, string> skipped = record.Skipped.ToDictionary();
        return new JsonObject
        {
            ["schemaVersion"] = 2,
            ["cloud"] = record.Cloud,
            ["subscription"] = record.Subscription,
            ["location"] = record.Location,
            ["customizerSha256"] = Convert.ToHexStringLower(
                System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(Steps.ToJson()))
            ),
            ["at"] = "2026-11-19T10:05:00Z",
            ["strict"] = false,
            ["passed"] = true,
            ["skipped"] = new JsonObject(
                skipped.Select(one => KeyValuePair.Create<string, JsonNode?>(one.Key, one.Value))
            ),
            ["checks"] = new JsonArray([.. CheckRegistry.Ids.Select(id => Check(id, skipped.ContainsKey(id)))]),
        }.ToJsonString(Layout);
    }

    private static JsonObject Check(string id, bool skipped)
    {
        string status = skipped ? "skipped" : "pass";
        return new JsonObject
        {
            ["id"] = id,
            ["title"] = id,
            ["area"] = "network",
            ["status"] = status,
            ["link"] = $"docs/failures/{id}.md",
            ["findings"] = new JsonArray(
                new JsonObject
                {
                    ["status"] = status,
                    ["message"] = "as it must be",
                    ["evidence"] = new JsonObject(),
                }
            ),
        };
    }

    /// <summary>The images that the verdict depends on, beside the image.</summary>
    public List<SeenRelative> Relatives { get; } =
    [
        new(
            "the image as it is listed",
            Readings.Present<IReadOnlyDictionary<string, string>>("listed", new Dictionary<string, string>())
        ),
    ];

    private CloudSighting Cloud =>
        Unreachable is { } reason
            ? CloudSighting.Unreadable(reason)
            : new CloudSighting(
                Readings.Present("the cloud", Asked),
                Image is null ? Readings.Absent<SeenImage>("the image") : Readings.Present("the image", Image),
                LastRun is null
                    ? Readings.Absent<SeenTemplate>("the template")
                    : Readings.Present("the template", LastRun)
            )
            {
                Relatives = Readings.Present<IReadOnlyList<SeenRelative>>("the relatives", Relatives),
            };

    private static Reading<T> Reading<T>(T? value, string source)
        where T : class =>
        value is null ? Readings.Unreadable<T>(source, "the compiler refused it") : Readings.Present(source, value);

    private static RenderedTool Tool(string name, string version, char digest) =>
        new(
            name,
            version,
            "Apache-2.0",
            $"example/{name}",
            $"v{version}",
            null,
            $"https://files.example/{name}",
            name,
            new string(digest, 64),
            null,
            null,
            null,
            ["checksumFile"]
        );

    private static TemplateRecord Template(ImageRecord record) =>
        new()
        {
            Cloud = record.Cloud,
            Subscription = record.Subscription,
            Location = record.Location,
            TemplateId = record.TemplateId,
            TemplateName = record.TemplateName,
            ContentHash = record.ContentHash,
            ImageId = record.ImageId,
            BaseImage = new BaseImage(
                record.BaseImage.Publisher,
                record.BaseImage.Offer,
                record.BaseImage.Sku,
                record.BaseImage.Version
            ),
            SourceImageId = null,
            LockDigest = record.LockDigest,
            Contents = Steps.Contents,
            Customizers = [.. Steps.Customize.Select(step => step.Name)],
            Validators = [.. Steps.Validate.Select(step => step.Name)],
            Commit = record.Commit,
            Dirty = false,
            BicepVersion = "0.43.8",
        };
}
