using System.Security.Cryptography;
using System.Text;
using Jumpbox.Files;
using Jumpbox.Settings;
using Jumpbox.Tools;

namespace Jumpbox.Customizer;

/// <summary>
/// What happens inside the build machine: the steps that build the image and those that check it, in order. A pure
/// function of settings, catalogue, lock and scripts, and the same text for Azure and for the rehearsal.
/// </summary>
/// <param name="Customize">The steps that build the image; a failure ends the build.</param>
/// <param name="Validate">The checks in a VM created from the image; after a failure the image is not distributed.</param>
public sealed record CustomizerPlan(IReadOnlyList<CustomizerStep> Customize, IReadOnlyList<CustomizerStep> Validate)
{
    /// <summary>The line that ends a user's script or file in its step.</summary>
    internal const string EndOfOwnText = "END_OF_OWN_TEXT";

    /// <summary>Where the image has the command that people and Smoke check clusters with.</summary>
    internal const string DoctorPath = "/usr/local/bin/jumpbox";

    private static readonly CustomizerStep[] NoSteps = [];

    /// <summary>What the steps install.</summary>
    public RenderedContents Contents { get; init; } = RenderedContents.None;

    /// <summary>Assembles the steps.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="catalogue">The tools that can be installed.</param>
    /// <param name="pins">The lock.</param>
    /// <param name="scriptsFolder">The folder with <c>customize</c>, <c>validate</c> and <c>lib</c>.</param>
    /// <param name="limits">How long and how much the steps may take; null means the normal limits.</param>
    /// <param name="own">The user's steps and files; null means none.</param>
    /// <exception cref="PinException">
    /// A selected tool is unknown or not pinned; the message lists all problems.
    /// </exception>
    /// <exception cref="SettingsException">
    /// A step of the user's names a step that is not in the plan, or a script in the folder is no step.
    /// </exception>
    /// <exception cref="FileNotFoundException">A script is missing.</exception>
    /// <exception cref="InvalidDataException">
    /// A step does not fit into an image template; the message lists all problems.
    /// </exception>
    public static CustomizerPlan Render(
        JumpboxSettings settings,
        ToolCatalogue catalogue,
        ToolLock pins,
        string scriptsFolder,
        CustomizerLimits? limits = null,
        OwnContents? own = null
    )
    {
        limits ??= new CustomizerLimits();
        CustomizerTables tables = new(settings, catalogue, pins, SuiteOf(settings.Image, catalogue));
        CustomizerScripts scripts = new(scriptsFolder);
        string stage = ShellText.Assign("STAGE", "/var/tmp/jumpbox");
        string digest = ShellText.Assign("PINS_DIGEST", tables.Contents.Digest);
        string[] apt =
        [
            stage,
            ShellText.Assign("APT_LOCK_SECONDS", limits.AptLockSeconds),
            ShellText.Assign("APT_SECONDS", limits.AptSeconds),
            ShellText.Assign("APT_PATIENCE_SECONDS", limits.AptPatienceSeconds),
            ShellText.Assign("APT_SNAPSHOT", tables.Snapshot),
        ];
        string[] fetch =
        [
            ShellText.Assign("FETCH_TRIES", limits.FetchTries),
            ShellText.Assign("FETCH_PATIENCE_SECONDS", limits.FetchPatienceSeconds),
            ShellText.Assign("FETCH_BYTES", limits.FetchBytes),
            ShellText.Assign("UNPACKED_BYTES", limits.UnpackedBytes),
        ];

        string started = ShellText.Assign("BUILD_STARTED", "/var/tmp/jumpbox-started");
        string products = ShellText.Assign("PRODUCTS", "/usr/share/jumpbox/products");
        // Source: SOURCE_DATE_EPOCH specification 1.1. initramfs-tools, Python's compiler and useradd among others read it.
        IReadOnlyList<string> environment =
        [
            $"export {ShellText.Assign("SOURCE_DATE_EPOCH", pins.Epoch)}",
            .. ProxyText.Exports(settings.Customizer),
        ];
        OwnRendering additions = new(
            MessageOfTheDay.With(own ?? OwnContents.None, settings.Customizer),
            settings.Customizer,
            [.. environment, products]
        );

        List<CustomizerStep> customize = [];
        void Step(string name, params IEnumerable<string> data)
        {
            customize.AddRange(additions.StepsAt(scripts, name, isBefore: true));
            customize.Add(scripts.Step("customize", name, [.. environment, .. data]));
            customize.AddRange(additions.StepsAt(scripts, name, isBefore: false));
        }
        Step("wait-for-cloud-init", started, ShellText.Assign("CLOUD_INIT_SECONDS", limits.CloudInitSeconds));
        if (additions.HasFiles)
        {
            Step("own-files", additions.FileData);
        }
        Step(
            "download-tools",
            [
                .. apt,
                .. fetch,
                digest,
                tables.Suite,
                tables.ArchiveMirrors,
                tables.AptSources,
                tables.Downloads,
                tables.PackageFiles,
                tables.Wheels,
            ]
        );
        if (settings.Customizer.Upgrade)
        {
            Step("upgrade-packages", apt);
        }
        if (tables.HasUbuntuPackages)
        {
            Step("ubuntu-packages", [.. apt, .. tables.UbuntuPackages]);
        }
        HardeningPlan hardening = new(
            settings.Customizer.Profile,
            settings.Customizer.OptOuts,
            settings.Customizer.Motd
        );
        if (hardening.HasSshd)
        {
            Step("harden-sshd", hardening.SshdSettings);
        }
        if (tables.HasPackages)
        {
            Step("install-packages", [.. apt, digest, tables.PackageFiles]);
        }
        if (tables.HasExtensions)
        {
            Step("az-extensions", stage, digest, tables.Extensions);
        }
        Step("install-tools", stage, digest, tables.Tools, tables.Aliases, tables.Completions);
        Step("install-doctor", scripts.Program("doctor", "py"));
        // After the packages, whose scripts would undo some of it.
        if (hardening.HasSystem)
        {
            Step("harden-system", [.. apt, .. hardening.Data]);
        }
        Step("release-file", stage, tables.ReleaseLines());
        string remainders = Remainder.Text([
            .. Remainder.OfEveryImage,
            .. tables.Created,
            .. tables.CreatedByAz,
            Remainder.CreatedBy("install-doctor", DoctorPath),
            .. hardening.Created,
            .. additions.Created,
            .. Remainder.Of(settings.Customizer.Keep),
        ]);
        Step("hygiene", [.. apt, started, products, remainders]);
        additions.Require(customize);
        scripts.RequireKnown("customize", customize.Select(step => step.Name));

        CustomizerStep[] validate =
        [
            scripts.Step("validate", "tool-versions", [tables.Versions]),
            .. tables.HasUbuntuPackages
                ? [scripts.Step("validate", "ubuntu-packages", tables.UbuntuPackages)]
                : NoSteps,
            .. tables.HasExtensions ? [scripts.Step("validate", "az-extensions", [tables.Extensions])] : NoSteps,
            .. hardening.HasSshd ? [scripts.Step("validate", "sshd-effective", [hardening.SshdDemands])] : NoSteps,
            .. hardening.HasSystem ? [scripts.Step("validate", "hardening", [.. apt, .. hardening.Data])] : NoSteps,
            scripts.Step("validate", "access", []),
            scripts.Step("validate", "hygiene", [stage, digest, products, remainders]),
            scripts.Step("validate", "package-list", [tables.ToolFiles]),
        ];
        scripts.RequireKnown("validate", validate.Select(step => step.Name));
        string doctor = scripts.ProgramText("doctor", "py");
        CustomizerPlan plan = new(customize, validate)
        {
            Contents = tables.Contents with
            {
                Commands =
                [
                    new(
                        "jumpbox",
                        DoctorPath,
                        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(doctor)))
                    ),
                ],
            },
        };
        TemplateFit.Check(plan);
        return plan;
    }

    /// <summary>
    /// The plan as the image template includes it: <c>customize</c> and <c>validate</c>, each a list of
    /// <c>{"type": "Shell", "name": …, "inline": […]}</c>. Equal plans give equal bytes.
    /// </summary>
    public string ToJson() => PlanJson.Write(this);

    /// <summary>Writes <see cref="ToJson"/> to a file and creates its folder.</summary>
    /// <param name="path">The file, for example <c>artifacts/customizer.json</c>.</param>
    public void WriteTo(string path) => AtomicFile.Write(path, ToJson());

    /// <summary>
    /// Returns the Ubuntu code name of an image. A custom image has an unknown one, so the catalogue's first supported image
    /// of the architecture is used.
    /// </summary>
    public static string SuiteOf(ImageSettings image, ToolCatalogue catalogue) =>
        catalogue.FindBaseImage(image.Base.Publisher, image.Base.Offer, image.Base.Sku)?.Suite
        ?? catalogue
            .BaseImages.FirstOrDefault(known => known.Architecture == image.Architecture && known.Refused is null)
            ?.Suite
        ?? "";
}

/// <summary>One Shell customizer or validator of Azure Image Builder.</summary>
/// <param name="Name">
/// The step's stable name in lower-case letters and dashes, for example <c>download-tools</c>.
/// </param>
/// <param name="Inline">
/// The lines of the script. The service joins them with line feeds, puts <c>#!/bin/sh -e</c> before them and runs the
/// file as an ordinary user who may use sudo. Source: Packer, shell provisioner, <c>inline</c> and
/// <c>inline_shebang</c>.
/// </param>
public sealed record CustomizerStep(string Name, IReadOnlyList<string> Inline);
