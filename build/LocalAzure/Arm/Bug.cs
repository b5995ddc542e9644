namespace LocalAzure.Arm;

/// <summary>An unexpected exception: the client gets an ARM error, and the trace has the stack.</summary>
internal static class Bug
{
    /// <summary>Traces the exception.</summary>
    /// <returns>The error for the client.</returns>
    public static ArmError Trace(Exception exception)
    {
        System.Diagnostics.Trace.TraceError(exception.ToString());
        return new ArmError("InternalServerError", $"LocalAzure failed: {exception.GetType().Name}.");
    }
}
