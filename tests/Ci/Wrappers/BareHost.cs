using System.Globalization;
using System.Management.Automation.Host;

namespace Ci.Tests.Wrappers;

/// <summary>A PowerShell host that keeps the exit code and has no screen.</summary>
internal sealed class BareHost : PSHost
{
    public int ExitCode { get; private set; }

    public override string Name => "bare";

    public override Version Version => new(1, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface? UI => null;

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override void EnterNestedPrompt() => throw new NotSupportedException("There is nobody to ask.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("There is nobody to ask.");

    public override void NotifyBeginApplication() { }

    public override void NotifyEndApplication() { }

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;
}
