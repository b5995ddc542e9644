namespace LocalAzure.Protocol;

/// <summary>How an operation tells where to poll.</summary>
internal enum LongRunningStyle
{
    /// <summary>A header Azure-AsyncOperation whose answer has a status.</summary>
    AsyncOperation,

    /// <summary>A header Location that answers 202 until it is done, then the result.</summary>
    Location,
}
