"""The floor: the least this stack can show and change, which no page of it can be quicker than."""

import plotly.graph_objects as go
import streamlit as st

st.title("Floor")
height = st.slider("Height", 0, 100, 50)
st.plotly_chart(go.Figure(go.Bar(x=["a", "b", "c", "d"], y=[height, 25, 50, 75])))
