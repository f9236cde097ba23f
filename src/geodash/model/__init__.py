"""Pure model of the data: records, intervals, snapshots. No files, no clock, no Streamlit."""
