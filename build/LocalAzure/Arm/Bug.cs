namespace LocalAzure.Arm;

/// <summary>
/// An unexpected exception: the client gets an ARM error, and the trace has the stack. That the disk of the state is full is said,
/// because the owner of this machine can do something about it.
/// </summary>
internal static class Bug
{
    // ENOSPC and EDQUOT of Linux, EDQUOT of macOS, as .NET hands them on; ERROR_DISK_FULL of Windows as an HRESULT.
    private static readonly int[] Full = [28, 122, 69, unchecked((int)0x80070070)];

    /// <summary>Traces the exception.</summary>
    /// <returns>The error for the client.</returns>
    public static ArmError Trace(Exception exception)
    {
        System.Diagnostics.Trace.TraceError(exception.ToString());
        string reason = IsDiskFull(exception) ? "the disk of its state is full" : exception.GetType().Name;
        return new ArmError("InternalServerError", $"LocalAzure failed: {reason}.");
    }

    /// <summary>Whether the disk of the state is full.</summary>
    public static bool IsDiskFull(Exception exception) => exception is IOException io && Full.Contains(io.HResult);
}
